import { type Browser, expect, type Page, test } from "@playwright/test";
import { idpSettings, startIdp } from "../support/idp";

const settings = idpSettings();
// Addresses are unique per run: a run may meet a database that an earlier one used.
const login = `olga-${Date.now()}`;

async function continueAs(page: Page, name: string): Promise<void> {
  await page.goto("/sign-in");
  await page.getByRole("button", { name: `Continue as ${name}` }).click();
  await expect(page).not.toHaveURL(/sign-in/);
}

async function freshPage(browser: Browser): Promise<Page> {
  return await (await browser.newContext()).newPage();
}

async function signInAtProvider(page: Page): Promise<void> {
  await page.locator("input[name=login]").fill(login);
  await page.locator("input[name=password]").fill("anything");
  await page.getByRole("button", { name: "Sign-in" }).click();
  await page.getByRole("button", { name: "Continue" }).click();
}

test.describe("O6 signing in", () => {
  test("leads back to the page one asked for", async ({ page }) => {
    await page.goto("/people?status=active");
    await expect(page).toHaveURL(/\/sign-in\?to=/);
    await page.getByRole("button", { name: "Continue as Priya Raman" }).click();
    await expect(page).toHaveURL(/\/people\?status=active$/);
    await expect(page.getByRole("heading", { level: 1, name: "People" })).toBeVisible();
  });

  test("says one sentence for a wrong password and an unknown address", async ({ page }) => {
    await page.goto("/sign-in");
    await page.getByRole("button", { name: "Sign in with e-mail and password" }).click();
    for (const email of ["priya@norvik.example", `nobody-${login}@norvik.example`]) {
      await page.getByLabel("E-mail address").fill(email);
      await page.getByLabel("Password").fill("not the right one");
      await page.getByRole("button", { name: "Sign in", exact: true }).click();
      await expect(page.getByRole("main").getByRole("alert")).toContainText(
        "The e-mail address or the password is not right.",
      );
    }
  });

  test("refuses a link that was never made", async ({ page }) => {
    await page.goto(`/setup/${"x".repeat(43)}`);
    await expect(page.getByRole("heading", { name: "This link does not work" })).toBeVisible();
  });
});

test.describe("O6 an invited person through single sign-on", () => {
  let stopIdp: () => Promise<void>;
  test.beforeAll(async () => {
    expect(settings, "the console under test is started with an identity provider").not.toBeNull();
    if (settings) stopIdp = await startIdp(settings);
  });
  test.afterAll(async () => await stopIdp?.());

  test("is let in by the link, comes back without it, and is out the moment they are deactivated", async ({
    browser,
  }) => {
    test.setTimeout(90_000);
    const stranger = await freshPage(browser);
    await stranger.goto("/sign-in");
    await stranger.getByRole("button", { name: /^Continue with / }).click();
    await signInAtProvider(stranger);
    await expect(stranger.getByRole("main").getByRole("alert")).toContainText("You have no account here yet");

    const admin = await freshPage(browser);
    await continueAs(admin, "Priya Raman");
    await admin.goto("/people");
    await admin.getByRole("button", { name: "Invite" }).click();
    await admin.getByLabel("Name").fill("Olga Invited");
    await admin.getByLabel("E-mail address").fill(`${login}@norvik.example`);
    await admin.getByRole("button", { name: "Make the invitation" }).click();
    const link = await admin.getByText(/\/setup\/[\w-]{43}$/).textContent();
    await admin.getByRole("button", { name: "Done" }).click();

    await stranger.goto("/sign-in");
    await stranger.getByRole("button", { name: /^Continue with / }).click();
    await expect(stranger.getByRole("main").getByRole("alert")).toContainText("You have no account here yet");

    await stranger.goto(new URL(link ?? "").pathname);
    await stranger.getByRole("button", { name: /^Continue with / }).click();
    await expect(stranger.getByRole("heading", { level: 1, name: "Inbox" })).toBeVisible();

    const elsewhere = await freshPage(browser);
    await elsewhere.goto("/sign-in");
    await elsewhere.getByRole("button", { name: /^Continue with / }).click();
    await signInAtProvider(elsewhere);
    await expect(elsewhere.getByRole("heading", { level: 1, name: "Inbox" })).toBeVisible();

    await admin.goto(`/people?q=${login}`);
    await admin.getByRole("link", { name: "Olga Invited" }).click();
    await admin.getByRole("button", { name: "Deactivate" }).click();
    await admin.getByLabel("Reason").fill("The contract ended");
    await admin.getByRole("dialog").getByRole("button", { name: "Deactivate" }).click();
    await expect(admin.getByText("Deactivated", { exact: true }).first()).toBeVisible();
    for (const page of [stranger, elsewhere]) {
      await page.goto("/inbox");
      await expect(page).toHaveURL(/\/sign-in/);
    }
  });
});
