import { expect, type Page, test } from "@playwright/test";
import { expectAccessible, expectNoSideScroll } from "../support/axe";
import { pageAs } from "../support/people";

/** Opens a tab of the demo's agent of that name. */
async function openTab(page: Page, name: string, environment: string, tab: "controls" | "versions"): Promise<void> {
  await page.goto(`/agents?q=${encodeURIComponent(name)}&environment=${environment}`);
  const href = await page.locator("[data-row-link]").first().getAttribute("href");
  await page.goto(`${href}?tab=${tab}`);
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
}

const deployment = (page: Page) => page.getByRole("listitem").filter({ hasText: "Measured by: Prompt hash" });

test("K3 compliance lets a missing control go and ends that; its owner cannot", async ({ browser }) => {
  test.setTimeout(60_000);
  const owner = await pageAs(browser, "owner");
  await openTab(owner, "Carrier payout agent", "staging", "controls");
  await expect(deployment(owner)).toContainText("its image digest is not stated");
  await expect(deployment(owner).getByRole("button", { name: "Waive" })).toBeDisabled();
  await expect(deployment(owner).getByText(/needs the role compliance/)).toBeAttached();

  const page = await pageAs(browser, "compliance");
  await openTab(page, "Carrier payout agent", "staging", "controls");
  await deployment(page).getByRole("button", { name: "Waive" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: "Reason" }).fill("The new build records its digest in two weeks.");
  const until = dialog.getByLabel("Until the end of");
  await until.fill((await until.getAttribute("max")) ?? "");
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Waive", exact: true }).click();
  await expect(deployment(page)).toContainText("The new build records its digest in two weeks.");
  await expect(page.getByRole("region", { name: "Waivers so far" })).toContainText("Runs until");

  await deployment(page).getByRole("button", { name: "End the waiver" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "End the waiver" }).click();
  await expect(page.getByRole("region", { name: "Waivers so far" })).toContainText("Ended by Inês Carvalho");
  await expect(deployment(page).getByRole("button", { name: "Waive" })).toBeEnabled();
});

test("K3 what may not be activated yet says which control is missing", async ({ browser }) => {
  test.setTimeout(60_000);
  const page = await pageAs(browser, "compliance");
  await openTab(page, "FX hedging scout", "production", "controls");
  await expect(page.getByRole("button", { name: "Activate", exact: true })).toBeDisabled();
  await expect(page.getByText("Controls of its tier are missing: deployment identified.")).toBeVisible();
  await expectAccessible(page);
  await page.setViewportSize({ width: 360, height: 800 });
  await expectNoSideScroll(page);
});

test("V8 K3 an owner records a deployment, sees what it changed, and confirms the record", async ({ browser }) => {
  test.setTimeout(60_000);
  const digest = `sha256:${Date.now().toString(16).padStart(64, "0")}`;
  const page = await pageAs(browser, "owner");
  await openTab(page, "Invoice matcher", "production", "versions");
  const newest = page.getByRole("table", { name: "Versions" }).getByRole("row").nth(1);
  const former = Number.parseInt((await newest.getByRole("cell").first().textContent()) ?? "", 10);
  await page.getByRole("button", { name: "Record a deployment" }).click();
  await page.getByRole("dialog").getByRole("textbox", { name: "Prompt hash" }).fill(digest);
  await page.getByRole("dialog").getByRole("button", { name: "Record", exact: true }).click();
  await expect(page.getByRole("dialog")).toHaveCount(0);

  await expect(newest.getByRole("cell").first()).toHaveText(`${former + 1}Present`);
  await newest.getByRole("link", { name: /^Prompt hash/ }).click();
  const comparison = page.getByRole("region", { name: /^Version \d+ and version \d+$/ });
  await expect(comparison).toContainText(digest);
  await expect(comparison).not.toContainText("Model");
  expect(page.url()).toMatch(/from=\d+&to=\d+/);
  await expectAccessible(page);
  await page.setViewportSize({ width: 360, height: 800 });
  await expectNoSideScroll(page);

  await page.getByRole("link", { name: "Controls" }).click();
  await page.getByRole("button", { name: "Confirm the record" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Confirm", exact: true }).click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(page.getByRole("region", { name: "Confirmation of the record" })).toContainText(/now|seconds? ago/);
});

test("O5 an auditor reads the checklist and finds no button in it", async ({ browser }) => {
  const page = await pageAs(browser, "auditor");
  await openTab(page, "FX hedging scout", "production", "controls");
  await expect(page.getByRole("heading", { name: /^Controls: \d+ of \d+ met/ })).toBeVisible();
  for (const name of [/^Waive/, /^Confirm the record/]) {
    await expect(page.getByRole("main").getByRole("button", { name })).toHaveCount(0);
  }
});
