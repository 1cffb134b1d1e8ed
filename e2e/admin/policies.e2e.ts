import { expect, type Page, test } from "@playwright/test";
import { expectAccessible, expectNoSideScroll } from "../support/axe";
import { press, tabTo, typeInto } from "../support/keyboard";
import { pageAs } from "../support/people";

/** About a tool that nobody has, of this run alone, so that publishing it changes no other answer. */
const TOOL = `post_${Date.now().toString(36)}`;
const RULE = `forbid (principal, action, resource == Tool::"Nowhere/${TOOL}");`;

const editor = (page: Page) => page.getByRole("textbox", { name: "The policy's text" });
const verdict = (page: Page) => page.getByRole("status", { name: "Validation" });

test("Z1 an administrator writes a policy by keyboard, a second person publishes it", async ({ browser }) => {
  test.setTimeout(120_000);
  const page = await pageAs(browser, "admin");
  const name = `Nobody calls ${TOOL}`;
  await page.goto("/policies");
  await expect(page.getByRole("table", { name: "Policies of the organisation" })).toContainText("Large payouts");
  await expectAccessible(page);
  await press(page, page.getByRole("link", { name: "Write a policy" }));
  await typeInto(page, page.getByRole("textbox", { name: "Name" }), name);
  await press(page, page.getByRole("button", { name: "Begin the draft" }));

  await expect(editor(page)).toBeVisible();
  await editor(page).fill("forbid (principal, action,\n  resource == ");
  await expect(verdict(page)).toContainText("Line ");
  await expect(page.getByRole("button", { name: "Propose…" })).toHaveAttribute("aria-disabled", "true");
  await editor(page).fill(RULE);
  await expect(verdict(page)).toContainText("Valid: 1 rule");
  await editor(page).press("End");
  await page.keyboard.press("Tab");
  await expect(editor(page)).toHaveValue(`${RULE}  `);
  await page.keyboard.press("Escape");
  await page.keyboard.press("Tab");
  await expect(editor(page)).not.toBeFocused();

  await press(page, page.getByRole("button", { name: "Add a test" }));
  const dialog = page.getByRole("dialog", { name: "Add a test" });
  await dialog.getByRole("textbox", { name: "What it shows" }).fill("Posting is denied");
  await dialog.getByRole("textbox", { name: "Server" }).fill("Nowhere");
  await dialog.getByRole("textbox", { name: "Tool", exact: true }).fill(TOOL);
  await dialog.getByRole("button", { name: "Keep the test" }).press("Enter");
  await expect(page.getByRole("row", { name: /Posting is denied/ })).toContainText("By this policy");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Decide again" }).press("Enter");
  await expect(page.getByText(/decisions? of the last 14 days/).last()).toBeVisible();
  await page.getByRole("button", { name: "Propose…" }).press("Enter");
  const propose = page.getByRole("dialog", { name: "Propose version 1?" });
  await propose.getByRole("textbox").fill("Nothing there may be written to.");
  await propose.getByRole("button", { name: "Propose" }).press("Enter");
  await expect(page.getByRole("heading", { name: "A change waits for its second person" })).toBeVisible();
  const publish = page.getByRole("button", { name: "Publish" });
  await expect(publish).toHaveAttribute("aria-disabled", "true");
  await expect(page.getByText("You had a hand in this version")).toBeVisible();
  await expectAccessible(page);

  const ciso = await pageAs(browser, "ciso");
  await ciso.goto("/inbox");
  await ciso.getByRole("link", { name: `Publish the policy ${name}?` }).press("Enter");
  await expect(ciso.getByRole("region", { name: "What changes" })).toContainText(`Nowhere/${TOOL}`);
  await ciso.getByRole("button", { name: "Publish" }).press("Enter");
  await ciso.getByRole("dialog").getByRole("button", { name: "Publish" }).press("Enter");
  await expect(ciso.getByText("Version 1 in force", { exact: true })).toBeVisible();
  await tabTo(ciso, ciso.getByRole("button", { name: "Retire" }));
  await ciso.setViewportSize({ width: 360, height: 800 });
  await expectNoSideScroll(ciso);
});

test("Z1 an auditor reads policies and is offered nothing to change", async ({ browser }) => {
  const page = await pageAs(browser, "auditor");
  await page.goto("/policies#guard.unowned");
  await expect(page.getByText("An agent that nobody active answers for is denied everything")).toBeVisible();
  await expect(page.getByRole("link", { name: "Write a policy" })).toHaveCount(0);
  await page.getByRole("link", { name: "The contract archive is not emptied" }).press("Enter");
  await expect(page.getByRole("button", { name: "Publish" })).toHaveAttribute("aria-disabled", "true");
  await expect(page.getByRole("button", { name: "Reject" })).toHaveCount(0);
  await page.goto("/policies/coverage");
  await expect(page.getByRole("heading", { name: /Agents with broad rights/ })).toBeVisible();
  await expectAccessible(page);
});

test("Z4 compliance tries a call and reads why", async ({ browser }) => {
  test.setTimeout(60_000);
  const page = await pageAs(browser, "compliance");
  await page.goto("/policies/try");
  const agent = page.getByRole("combobox", { name: "Agent" });
  await agent.click();
  await expect(page.getByRole("option").first()).toBeVisible();
  // While the answer is on its way, nothing of another name may be there to be chosen.
  const { promise: answered, resolve: answer } = Promise.withResolvers<void>();
  await page.route("**/api/policies/agents?q=Carrier*", (route) => answered.then(() => route.continue()));
  await agent.fill("Carrier payout");
  await expect(page.getByRole("option").filter({ hasNotText: "Carrier payout" })).toHaveCount(0);
  answer();
  await page
    .getByRole("option", { name: /Carrier payout agent.*Production/ })
    .first()
    .click();
  await page.getByRole("combobox", { name: "Tool" }).fill("release");
  await page.getByRole("option", { name: /release_payment/ }).click();
  await page.getByRole("textbox", { name: /proposal/ }).fill("PP-1");
  await page.getByRole("button", { name: "Decide" }).press("Enter");
  await expect(page.getByRole("heading", { name: /The answer/ })).toBeVisible();
  await expectAccessible(page);
  await page.setViewportSize({ width: 360, height: 800 });
  await expectNoSideScroll(page);
  await page.getByRole("link", { name: "The whole why" }).press("Enter");
  await expect(page.getByText("Try at the test bench")).toBeVisible();
});
