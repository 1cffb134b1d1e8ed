import { expect, type Page, test } from "@playwright/test";
import { expectAccessible, expectNoSideScroll } from "../support/axe";
import { pageAs } from "../support/people";

// Two people, several pages, and each of them read in both themes.
test.describe.configure({ timeout: 120_000 });

const TOOL = "Treasury gateway/propose_payment";
const main = (page: Page) => page.getByRole("main");

/** The grant that the demo gave the invoice matcher, taken away again: what is asked for anew is not granted already. */
async function revokeOld(page: Page): Promise<string> {
  await page.goto("/entitlements?q=propose_payment+invoice&state=active");
  await page.getByRole("link", { name: TOOL }).first().click();
  await page.getByRole("button", { name: "Revoke…" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("Invoice matcher may pay with Treasury gateway/propose_payment");
  await dialog.getByLabel("Reason").fill("To be asked for again with a closer limit.");
  await dialog.getByRole("button", { name: "Revoke", exact: true }).click();
  await expect(dialog).toHaveCount(0);
  await expect(main(page).getByText("Revoked", { exact: true }).first()).toBeVisible();
  const agent = main(page).getByRole("navigation").getByRole("link", { name: "Invoice matcher" });
  return /agt_[0-9a-z]+/.exec((await agent.getAttribute("href")) ?? "")?.[0] ?? "";
}

test("Z2 Z10 a grant is taken away, asked for by one person, approved by another and narrowed", async ({ browser }) => {
  const owner = await pageAs(browser, "owner");
  const agentId = await revokeOld(owner);

  const compliance = await pageAs(browser, "compliance");
  const target = new URLSearchParams({ agent: agentId, server: "Treasury gateway", tool: "propose_payment" });
  await compliance.goto(`/entitlements/new?${target}`);
  await compliance.getByRole("button", { name: "Add a condition" }).click();
  await compliance
    .getByRole("textbox", { name: "Argument" })
    .or(compliance.getByRole("combobox", { name: "Argument" }))
    .fill("amount");
  await compliance.getByRole("textbox", { name: "Value" }).fill("1000");
  await expect(main(compliance)).toContainText("when amount ≤ 1000, until");
  await expectAccessible(compliance);
  await compliance
    .getByRole("textbox", { name: "What it is needed for" })
    .fill("Small invoices go out with the daily run.");
  await compliance.getByRole("button", { name: "Ask for it" }).click();
  await compliance.waitForURL(/\/entitlements\/ent_/);
  await expect(main(compliance)).toContainText("Waits for approval");
  await expect(compliance.getByRole("button", { name: "Take back…" })).toBeEnabled();
  await expect(compliance.getByRole("button", { name: "Approve…" })).toBeDisabled();

  await owner.goto("/inbox");
  await owner
    .getByRole("link", { name: `Let Invoice matcher use ${TOOL}?` })
    .first()
    .click();
  await owner.waitForURL(/\/entitlements\/ent_/);
  await owner.getByRole("button", { name: "Approve…" }).click();
  await owner.getByRole("dialog").getByRole("button", { name: "Approve", exact: true }).click();
  await expect(owner.getByRole("dialog")).toHaveCount(0);
  await expect(main(owner).getByText("Active", { exact: true }).first()).toBeVisible();
  await expectAccessible(owner);

  await owner.getByRole("link", { name: "Narrow…" }).click();
  await owner.waitForURL(/\/narrow$/);
  const limit = owner.getByRole("textbox", { name: "Value" });
  await limit.fill("2000");
  await expect(main(owner)).toContainText("This is not a part of the grant");
  await limit.fill("500");
  await expect(main(owner)).toContainText("nothing would have broken");
  await owner.getByRole("textbox", { name: "Reason" }).fill("No small invoice was ever above that.");
  await owner.getByRole("button", { name: "Narrow it" }).click();
  await owner.waitForURL(/\/entitlements\/ent_[0-9a-z]+$/);
  await expect(owner.getByRole("heading", { name: "How it came about" })).toBeVisible();
  await expect(main(owner)).toContainText("when amount ≤ 500");
});

test("Z8 the register and the offers of narrower grants read well, also on a telephone", async ({ browser }) => {
  const page = await pageAs(browser, "compliance", { viewport: { width: 390, height: 844 } });
  await page.goto("/entitlements/right-size?days=60");
  await expect(page.getByRole("list", { name: "Grants that could be narrower" }).locator("> li").first()).toBeVisible();
  await expectNoSideScroll(page);
  await expectAccessible(page);
  await page.goto("/entitlements");
  await expect(page.getByRole("link", { name: "Right-size" })).toBeVisible();
  await expectNoSideScroll(page);
  await expectAccessible(page);
});
