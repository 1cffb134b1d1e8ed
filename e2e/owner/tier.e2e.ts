import { expect, type Page, test } from "@playwright/test";
import { expectAccessible, expectNoSideScroll } from "../support/axe";
import { pageAs } from "../support/people";
import { draftAgent, takeStep } from "../support/registration";

const stamped = (name: string) => `${name} ${Date.now().toString(36)}`;
const panelOf = (page: Page) => page.getByRole("complementary", { name: "Risk tier" });
const headline = (page: Page) => page.getByRole("main").getByRole("definition").nth(1);

async function setTier(page: Page, tier: string, button: string): Promise<void> {
  const dialog = page.getByRole("dialog");
  await page.getByRole("button", { name: "Set another tier" }).click();
  await dialog.getByRole("radio", { name: new RegExp(`^${tier}`) }).click();
  await dialog.getByLabel("For how many days").fill("30");
  await dialog.getByLabel("Reason").fill("Seen together with the finance committee.");
  await dialog.getByRole("button", { name: button }).click();
  await expect(dialog).toHaveCount(0);
}

test("K1 the tier changes while an owner answers, with its sum and what would change it", async ({ browser }) => {
  const page = await pageAs(browser, "owner");
  await page.goto("/agents/new");
  const panel = panelOf(page);
  // What is not stated counts as the worst case, and says so.
  await expect(panel).toContainText("its autonomy is not stated");
  await page.getByRole("radio", { name: "Suggests, people act" }).click();
  await page.getByRole("radio", { name: "Internal only" }).click();
  await expect(panel.getByRole("status")).toHaveText("Low");
  await page.getByRole("group", { name: "Privileges" }).getByRole("checkbox", { name: "Payment" }).click();
  await expect(panel.getByRole("status")).toHaveText("High");
  await expect(panel.getByRole("table", { name: "Its sum so far" })).toContainText("in production is never below high");
  await expect(panel).toContainText("Without the privilege “Payment”");
  await expect(page.getByRole("complementary", { name: "Complete for registration" })).toContainText("Two accountable");
  await expectAccessible(page);
});

test("K2 raising stands at once, lowering once a second person agrees, and the inbox tells of it", async ({
  browser,
}) => {
  test.setTimeout(90_000);
  const name = stamped("Freight quote checker");
  const owner = await pageAs(browser, "owner");
  await draftAgent(owner, { name, tier: "Low", owner: "Marta Nowak", sponsor: "Sofia Lindqvist" });
  await takeStep(owner, "Register");
  await owner.getByRole("link", { name: "Risk", exact: true }).last().click();
  await expect(owner.getByRole("table", { name: "The sum of its risk" })).toContainText("it runs in production");

  await setTier(owner, "Critical", "Set the tier");
  await expect(headline(owner)).toContainText("Critical");
  await expect(headline(owner)).toContainText("Low is computed; raised");
  await expectAccessible(owner);

  await setTier(owner, "High", "Ask a second person");
  await expect(headline(owner)).toContainText("Critical");
  await expect(owner.getByRole("button", { name: "Agree" })).toBeDisabled();
  await expect(owner.getByText("You asked for it: somebody else has to agree.")).toBeVisible();
  await owner.setViewportSize({ width: 360, height: 800 });
  await expectNoSideScroll(owner);

  const compliance = await pageAs(browser, "compliance");
  await compliance.goto("/inbox");
  await compliance.getByRole("link", { name: `Lower the tier of ${name} from critical to high?` }).click();
  await compliance.getByRole("button", { name: "Agree" }).click();
  await compliance.getByRole("dialog").getByRole("button", { name: "Agree" }).click();
  await expect(compliance.getByRole("dialog")).toHaveCount(0);
  await expect(headline(compliance)).toContainText("High");

  await owner.goto("/inbox");
  const notices = owner.getByRole("region", { name: "To know" });
  await expect(notices.getByRole("link", { name: `Somebody agreed: the tier of ${name} is high` })).toBeVisible();
  await expectAccessible(owner);
  const raised = notices.getByRole("listitem").filter({ hasText: `The tier of ${name} rose from low to critical` });
  await raised.getByRole("button").click();
  await expect(raised).toHaveCount(0);
});

test("K4 a fall waits for somebody whose change it was not", async ({ browser }) => {
  test.setTimeout(60_000);
  const name = stamped("Claims pre-reader");
  const owner = await pageAs(browser, "owner");
  await draftAgent(owner, { name, tier: "High", owner: "Marta Nowak", sponsor: "Sofia Lindqvist" });
  await takeStep(owner, "Register");
  const address = owner.url();
  await owner.goto(`${address}/edit`);
  await owner.getByRole("radio", { name: "Internal only" }).click();
  await owner.getByRole("radio", { name: "Suggests, people act" }).click();
  await expect(panelOf(owner)).toContainText("would be computed; high stands");
  await owner.getByRole("button", { name: "Save the changes" }).click();
  await expect(headline(owner)).toContainText("waits for a second person to confirm the fall");
  await owner.goto(`${address}?tab=risk`);
  await expect(owner.getByRole("button", { name: "Confirm the fall" })).toBeDisabled();

  const compliance = await pageAs(browser, "compliance");
  await compliance.goto(`${address}?tab=risk`);
  await compliance.getByRole("button", { name: "Confirm the fall" }).click();
  await compliance.getByRole("dialog").getByRole("button", { name: "Confirm the fall" }).click();
  await expect(compliance.getByRole("dialog")).toHaveCount(0);
  await expect(headline(compliance)).toContainText("Moderate");
  await expect(compliance.getByRole("region", { name: "History of the tier" })).toContainText("From high to moderate");
});

test("K1 the method is explained on one page that everybody can read", async ({ browser }) => {
  const page = await pageAs(browser, "auditor");
  await page.goto("/risk");
  await expect(page.getByRole("table", { name: "What it can do" })).toContainText("Move money");
  await expect(page.getByText("Move money, in production")).toBeVisible();
  await expectAccessible(page);
  await page.setViewportSize({ width: 360, height: 800 });
  await expectNoSideScroll(page);
  await page.getByRole("table", { name: "Agents by tier" }).getByRole("link").first().click();
  await expect(page).toHaveURL(/\/agents\?.*tier=critical/);
});
