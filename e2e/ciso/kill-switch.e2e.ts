import { expect, type Page, test } from "@playwright/test";
import { expectAccessible, expectNoSideScroll } from "../support/axe";
import { pageAs } from "../support/people";

// Two themes at several widths, each read in full.
test.describe.configure({ timeout: 90_000 });

const AGENT = "Account lockout agent";
const REASON = "It locked the accounts of a whole shift at once.";

test("the CISO drills the kill switch on everything, and nothing is stopped", async ({ browser }) => {
  const page = await pageAs(browser, "ciso");
  await page.goto("/kill-switch/throw?drill=1");
  await page.getByRole("combobox", { name: "What to stop" }).click();
  await page.getByRole("option", { name: /^Everything Every agent/ }).click();
  await expect(page.getByRole("region", { name: "What this stops" })).toContainText("agents");
  await page.getByLabel("Reason").fill("The drill of this quarter.");
  await page.getByRole("button", { name: "Run the drill" }).click();
  await expect(page.getByRole("status").filter({ hasText: "The drill is over" })).toBeVisible();
  await page.goto("/kill-switch");
  await expect(page.getByRole("heading", { name: "Nothing is stopped" })).toBeVisible();
  const drilled = page.getByRole("row").filter({ hasText: "The drill of this quarter." }).first();
  await expect(drilled).toContainText("Drill");
  await expect(drilled).toContainText("ms");
});

test("the CISO stops one agent with the keyboard, cannot lift it, and compliance does", async ({ browser }) => {
  const page = await pageAs(browser, "ciso");
  await page.goto("/kill-switch/throw");
  const which = page.getByRole("combobox", { name: "Which agent" });
  await which.fill(AGENT);
  await page.getByRole("option", { name: new RegExp(`${AGENT} Staging`) }).waitFor();
  const options = await page.getByRole("option").allInnerTexts();
  for (let step = 0; step <= options.findIndex((text) => text.includes("Staging")); step++) {
    await which.press("ArrowDown");
  }
  await which.press("Enter");
  const stop = page.getByRole("button", { name: "Stop now" });
  await expect(stop).toBeDisabled();
  await page.getByLabel("Reason").fill(REASON);
  await page.getByLabel(`Type “${AGENT}” to confirm`).fill("another agent");
  await expect(stop).toBeDisabled();
  await page.getByLabel(`Type “${AGENT}” to confirm`).fill(AGENT);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("status").filter({ hasText: `Stopped: ${AGENT}` })).toContainText("1 agent suspended");
  // Every page says so.
  await page.goto("/inbox");
  await expect(page.getByRole("complementary", { name: "Kill switch" })).toContainText(`Stopped: ${AGENT}`);

  await page.goto("/kill-switch");
  await page.getByRole("button", { name: "Ask to lift" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Why is it safe again?").fill("The rule that matched everybody is gone.");
  await dialog.getByRole("button", { name: "Ask to lift" }).click();
  await expect(stopOf(page)).toContainText("Henrik Sund asked to lift it");
  await expect(stopOf(page).getByRole("button", { name: "Lift the switch" })).toHaveAttribute("aria-disabled", "true");
  await expect(stopOf(page)).toContainText("Whoever threw it cannot lift it");
  await expectAccessible(page);

  const second = await pageAs(browser, "compliance");
  await second.goto("/kill-switch");
  await stopOf(second).getByRole("link", { name: AGENT }).click();
  await expect(second.getByText(`Stopped by the kill switch on ${AGENT}`)).toBeVisible();
  await second.goto("/kill-switch");
  await stopOf(second).getByRole("button", { name: "Lift the switch" }).click();
  await second.getByRole("dialog").getByRole("button", { name: "Lift the switch" }).click();
  await expect(second.getByRole("heading", { name: "Nothing is stopped" })).toBeVisible();
  const row = second.getByRole("row").filter({ hasText: REASON }).first();
  await expect(row).toContainText("Inês Carvalho, as Henrik Sund asked");
  await expect(row).toContainText("1 act again");
});

test("an owner may stop what is theirs, and nothing wider", async ({ browser }) => {
  const page = await pageAs(browser, "owner");
  await page.goto("/kill-switch/throw?kind=everything");
  await expect(page.getByText("You cannot throw this switch")).toBeVisible();
  await expect(page.getByRole("button", { name: "Stop now" })).toBeDisabled();
  await page.goto("/agents?q=Carrier+payout");
  await page.getByRole("link", { name: "Carrier payout agent" }).first().click();
  await page.getByRole("link", { name: "Stop now" }).click();
  await expect(page.getByRole("region", { name: "What this stops" })).toContainText("Marta Nowak");
  await page.getByLabel("Reason").fill("It is only looked at.");
  await page.getByLabel("Type “Carrier payout agent” to confirm").fill("Carrier payout agent");
  await expect(page.getByRole("button", { name: "Stop now" })).toBeEnabled();
});

for (const path of ["/kill-switch", "/kill-switch/throw?kind=everything"]) {
  test(`a reader and a phone can use ${path}`, async ({ browser }) => {
    const page = await pageAs(browser, "ciso");
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
    await expectAccessible(page);
    await page.setViewportSize({ width: 360, height: 800 });
    await expectNoSideScroll(page);
  });
}

function stopOf(page: Page) {
  return page.getByRole("article", { name: AGENT });
}
