import { type Browser, expect, type Page, test } from "@playwright/test";
import { expectAccessible, expectNoSideScroll } from "../support/axe";
import { enrolPasskey, openEnrolment, passkeys, removePasskey, withAuthenticator } from "../support/passkeys";
import { personOf } from "../support/people";

test.describe.configure({ timeout: 120_000 });

/** A sign-in of its own: a passkey is enrolled within ten minutes of one. */
async function freshReviewer(browser: Browser): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await page.goto("/sign-in?to=/account");
  await page.getByRole("button", { name: new RegExp(personOf("reviewer").name) }).click();
  await page.waitForURL("**/account");
  return page;
}

test("A8 a reviewer enrols a passkey, is told of it, and removes it", async ({ browser }) => {
  const page = await freshReviewer(browser);
  const recognise = await withAuthenticator(page);
  await recognise(false);
  const dialog = await openEnrolment(page);
  await dialog.getByLabel("Name").fill("Work laptop");
  await dialog.getByRole("button", { name: "Continue with your device" }).click();
  await expect(dialog.getByRole("alert")).toContainText("No key was made");
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await recognise(true);
  await enrolPasskey(page, "Work laptop");
  await expect(passkeys(page)).toContainText("has not signed yet");
  await expectAccessible(page);
  await page.goto("/inbox");
  await expect(page.getByRole("link", { name: "A passkey was added to your account: Work laptop" })).toBeVisible();

  await page.goto("/account");
  await passkeys(page).getByRole("button", { name: "Remove Work laptop" }).click();
  await expect(page.getByRole("dialog")).toContainText("It is your last one");
  await page.keyboard.press("Escape");
  await removePasskey(page, "Work laptop");
  await expect(passkeys(page)).toContainText("No passkey yet");
  await page.setViewportSize({ width: 360, height: 780 });
  await expectNoSideScroll(page);
  await page.context().close();
});
