import { type Browser, expect, type Page, test } from "@playwright/test";
import { expectAccessible, expectNoSideScroll } from "../support/axe";
import { signersOf } from "../support/evidence";
import {
  enrolPasskey,
  openEnrolment,
  passkeys,
  removePasskey,
  removePasskeys,
  withAuthenticator,
} from "../support/passkeys";
import { freshPageAs, pageAs, personOf } from "../support/people";
import { askingAgent } from "../support/requests";

test.describe.configure({ timeout: 120_000 });

const approve = (page: Page) => bar(page).getByRole("button", { name: /^Approve/ });
const bar = (page: Page) => page.getByRole("region", { name: "Decide" });
const question = (page: Page) => bar(page).getByRole("group", { name: "Confirm the approval" });
const approved = (page: Page) => page.getByText("People approved exactly this.");

test("A8 a reviewer enrols a passkey, is told of it, and removes it", async ({ browser }) => {
  // Its notices stay in the inbox: each try has one of its own.
  const name = `Work laptop ${Date.now()}`;
  const page = await freshPageAs(browser, "reviewer", "/account");
  await removePasskeys(page);
  const recognise = await withAuthenticator(page);
  await recognise(false);
  const dialog = await openEnrolment(page);
  await dialog.getByLabel("Name").fill(name);
  await dialog.getByRole("button", { name: "Continue with your device" }).click();
  await expect(dialog.getByRole("alert")).toContainText("No key was made");
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await recognise(true);
  await enrolPasskey(page, name);
  await expect(passkeys(page)).toContainText("has not signed yet");
  await expectAccessible(page);
  await page.goto("/inbox");
  await expect(page.getByRole("link", { name: `A passkey was added to your account: ${name}` })).toBeVisible();

  await page.goto("/account");
  await passkeys(page)
    .getByRole("button", { name: `Remove ${name}` })
    .click();
  await expect(page.getByRole("dialog")).toContainText("It is your last one");
  await page.keyboard.press("Escape");
  await removePasskey(page, name);
  await expect(passkeys(page)).toContainText("No passkey yet");
  await page.setViewportSize({ width: 360, height: 780 });
  await expectNoSideScroll(page);
  await page.context().close();
});

/** Asks the question with a key, and signs with the next. */
async function signByKeyboard(page: Page): Promise<void> {
  await expect(approve(page)).toBeEnabled();
  await page.keyboard.press("a");
  await expect(question(page)).toBeFocused();
  await expect(question(page)).toContainText("you sign it with your passkey");
  await page.keyboard.press("Enter");
}

test("A8 what an agent of tier high asks is approved by a signature, by nothing less, and anybody can check it", async ({
  browser,
}) => {
  const compliance = await pageAs(browser, "compliance");
  const agent = await askingAgent(compliance, {
    name: "Incident first responder",
    tool: "Cluster operations/restart_deployment",
  });
  const id = await agent.ask({ deployment: `signed-${Date.now()}`, namespace: "production" });
  const page = await freshPageAs(browser, "reviewer", "/account");
  await removePasskeys(page);
  const recognise = await withAuthenticator(page);

  await page.goto(`/approvals/${id}`);
  await expect(bar(page)).toContainText("Approving needs your passkey, and you have none yet.");
  await expect(approve(page)).toHaveAttribute("aria-disabled", "true");
  await expect(bar(page).getByRole("button", { name: /^Deny/ })).toBeEnabled();
  await page.keyboard.press("a");
  await expect(question(page)).toHaveCount(0);
  await bar(page).getByRole("link", { name: "Set one up" }).click();
  await page.waitForURL("**/account");
  await enrolPasskey(page, "Desk key");

  await page.goto(`/approvals/${id}`);
  await recognise(false);
  await signByKeyboard(page);
  await expect(bar(page).getByRole("alert")).toContainText("Nothing was signed");
  await expect(bar(page).getByRole("alert")).toContainText("Nothing was decided.");
  await expectAccessible(page);
  await page.reload();
  await expect(page.getByText("Waiting", { exact: true }).first()).toBeVisible();
  await expect(page.getByRole("main")).toContainText("0 of 1 approval");

  await recognise(true);
  await signByKeyboard(page);
  await expect(approved(page)).toBeVisible();
  await expect(page.getByText("Signed with a passkey")).toBeVisible();
  expect(await signersOf(page)).toEqual([personOf("reviewer").name]);
  await removePasskeys(page);
  await Promise.all([compliance.context().close(), page.context().close()]);
});

const SECOND = "Tomáš Dvořák";

/** Somebody whom the demo does not offer at sign-in: an administrator hands them a link, as for a forgotten password. */
async function secondReviewer(browser: Browser): Promise<Page> {
  const admin = await pageAs(browser, "admin");
  await admin.goto(`/people?q=${encodeURIComponent(SECOND)}`);
  await admin.getByRole("main").getByRole("link", { name: SECOND }).first().click();
  await admin.getByRole("button", { name: "New sign-in link" }).click();
  const link = await admin.getByText(/\/setup\/[\w-]{43}$/).textContent();
  await admin.context().close();
  const page = await (await browser.newContext()).newPage();
  await page.goto(new URL(link ?? "").pathname);
  await page.getByLabel("Password").fill("a sentence for this trial alone");
  await page.getByRole("button", { name: "Set the password and sign in" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Inbox" })).toBeVisible();
  return page;
}

test("A4 A8 what an agent of tier critical asks waits for a second person after the first, and both sign", async ({
  browser,
}) => {
  const compliance = await pageAs(browser, "compliance");
  const agent = await askingAgent(compliance, {
    name: "Supplier onboarding agent",
    tool: "ERP connector/update_bank_details",
  });
  const id = await agent.ask({ supplier: `SUP-${Date.now()}`, iban: "NO9386011117947", bic: "DNBANOKK" });
  const [first, second] = [await freshPageAs(browser, "reviewer", "/account"), await secondReviewer(browser)];
  for (const page of [first, second]) {
    await removePasskeys(page);
    await withAuthenticator(page);
    await enrolPasskey(page, "Desk key");
  }

  await first.goto(`/approvals/${id}`);
  await expect(bar(first)).toContainText("0 of 2 have approved");
  await signByKeyboard(first);
  await expect(first.getByText("Your approval counts. It waits for one more person.")).toBeVisible();
  await expect(bar(first)).toContainText("1 of 2 have approved");
  await expect(bar(first)).toContainText("You have approved. It waits for one more person.");
  await expect(approve(first)).toHaveAttribute("aria-disabled", "true");
  await expect(approved(first)).toHaveCount(0);

  await second.goto(`/approvals/${id}`);
  await expect(bar(second)).toContainText("1 of 2 have approved");
  await signByKeyboard(second);
  await expect(approved(second)).toBeVisible();
  expect((await signersOf(second)).sort()).toEqual([personOf("reviewer").name, SECOND].sort());
  for (const page of [first, second]) await removePasskeys(page);
  await Promise.all([compliance, first, second].map((page) => page.context().close()));
});
