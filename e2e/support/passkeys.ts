import { expect, type Locator, type Page } from "@playwright/test";

/**
 * Gives this browser a security key that says yes and knows its owner (CDP's virtual authenticator, which holds to the rules about
 * origins that real ones do). It lives as long as the page.
 * @returns sets whether its owner is recognised from now on
 */
export async function withAuthenticator(page: Page): Promise<(recognised: boolean) => Promise<void>> {
  const session = await page.context().newCDPSession(page);
  await session.send("WebAuthn.enable");
  const { authenticatorId } = await session.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return async (recognised) => {
    await session.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified: recognised });
  };
}

/** Enrols a passkey on the account page, as its owner does after a sign-in minutes ago. */
export async function enrolPasskey(page: Page, name: string): Promise<void> {
  const dialog = await openEnrolment(page);
  await dialog.getByLabel("Name").fill(name);
  await dialog.getByRole("button", { name: "Continue with your device" }).click();
  await expect(dialog).toHaveCount(0);
  await expect(passkeys(page)).toContainText(name);
}

/** The dialog that asks for a name; the button answers once the page is alive. */
export async function openEnrolment(page: Page): Promise<Locator> {
  await toAccount(page);
  const dialog = page.getByRole("dialog");
  await expect(async () => {
    await page.getByRole("button", { name: "Add a passkey" }).click({ timeout: 1_000 });
    await expect(dialog).toBeVisible({ timeout: 2_000 });
  }).toPass();
  return dialog;
}

async function toAccount(page: Page): Promise<void> {
  if (new URL(page.url()).pathname !== "/account") await page.goto("/account");
  await expect(passkeys(page)).toBeVisible();
}

export const passkeys = (page: Page) => page.getByRole("region", { name: "Passkeys" });

/** Removes it again. */
export async function removePasskey(page: Page, name: string): Promise<void> {
  await page.goto("/account");
  await passkeys(page)
    .getByRole("button", { name: `Remove ${name}` })
    .click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
  await expect(passkeys(page)).not.toContainText(name);
}

/** Removes all that its owner has, also what an earlier attempt has left behind. */
export async function removePasskeys(page: Page): Promise<void> {
  await toAccount(page);
  const remove = passkeys(page).getByRole("button", { name: /^Remove / });
  const sure = page.getByRole("dialog").getByRole("button", { name: "Remove" });
  for (let left = await remove.count(); left > 0; left -= 1) {
    await expect(async () => {
      await remove.first().click({ timeout: 1_000 });
      await expect(sure).toBeVisible({ timeout: 2_000 });
    }).toPass();
    await sure.click();
    await expect(remove).toHaveCount(left - 1);
  }
}
