import { generateKeyPairSync } from "node:crypto";
import { expect, type Page, test } from "@playwright/test";
import { expectAccessible, expectNoSideScroll } from "../support/axe";
import { pageAs } from "../support/people";
import { tableOf } from "../support/tables";

const stamped = (name: string) => `${name} ${Date.now().toString(36)}`;
const publicKey = () =>
  JSON.stringify(generateKeyPairSync("ec", { namedCurve: "P-256" }).publicKey.export({ format: "jwk" }));

/** Opens the Identity tab of an agent in production. */
async function openIdentity(page: Page, name: string): Promise<void> {
  await page.goto(`/agents?q=${encodeURIComponent(name)}&environment=production&status=active`);
  await page.getByRole("main").getByRole("link", { name, exact: true }).first().click();
  await page.getByRole("link", { name: "Identity", exact: true }).click();
}

async function setUp(page: Page, name: string) {
  await page.getByRole("button", { name: "Set up an instance" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill(name);
  await dialog.getByRole("button", { name: "Set it up" }).click();
  await expect(dialog).toHaveCount(0);
  return page.getByRole("region", { name, exact: true });
}

test("I1 an owner sets up an instance, gives it a key, rotates and revokes it", async ({ browser }) => {
  test.setTimeout(90_000);
  const page = await pageAs(browser, "owner");
  await openIdentity(page, "Invoice matcher");
  const card = await setUp(page, stamped("nightly"));
  await expect(card).toContainText("No credential yet");

  const dialog = page.getByRole("dialog");
  await card.getByRole("button", { name: "Issue a credential" }).click();
  const jwk = publicKey();
  await dialog.getByLabel("Public key (JWK)").fill(JSON.stringify({ ...JSON.parse(jwk), d: "AAAA" }));
  await dialog.getByRole("button", { name: "Issue it" }).click();
  await expect(dialog).toContainText("This holds the private half");
  await dialog.getByLabel("Public key (JWK)").fill(jwk);
  await dialog.getByLabel("Label").fill("Batch key");
  await dialog.getByRole("button", { name: "Issue it" }).click();
  await expect(dialog).toHaveCount(0);
  await expect(card.getByRole("listitem")).toContainText(["Batch key"]);
  await expect(card).toContainText("Never used");
  await expectAccessible(page);

  await card.getByRole("button", { name: "Rotate" }).click();
  await dialog.getByRole("button", { name: "Make a pair in this browser" }).click();
  await expect(dialog.getByRole("link", { name: /^Download nightly/ })).toBeVisible();
  await expect(dialog.getByLabel("Public key (JWK)")).not.toHaveValue(/"d"/);
  await dialog.getByLabel("Label").fill("Batch key, second");
  await dialog.getByRole("button", { name: "Replace it" }).click();
  await expect(dialog).toHaveCount(0);
  await expect(card.getByRole("listitem").filter({ hasText: "Being replaced" })).toContainText("Still accepted");

  await card.getByRole("button", { name: "More about Batch key", exact: true }).click();
  await page.getByRole("menuitem", { name: "Revoke…" }).click();
  await dialog.getByLabel("Reason").fill("Replaced sooner than planned.");
  await dialog.getByRole("button", { name: "Revoke" }).click();
  await expect(dialog).toHaveCount(0);
  await card.getByRole("button", { name: "Prove it is dead" }).click();
  await expect(dialog).toContainText("the key itself cannot be tried");
  await dialog.getByRole("button", { name: "Prove it" }).click();
  await expect(dialog).toContainText("Nothing accepts it");
  await dialog.getByRole("button", { name: "Done" }).click();
  await expect(card.getByRole("listitem").filter({ hasText: "Revoked" })).toContainText("Proved dead");

  // The same key at a second instance: refused, and said so to who answers for both.
  const second = await setUp(page, stamped("weekly"));
  await second.getByRole("button", { name: "Issue a credential" }).click();
  await dialog.getByLabel("Public key (JWK)").fill(jwk);
  await dialog.getByRole("button", { name: "Issue it" }).click();
  await expect(dialog).toContainText("a key that ended stays dead");
});

test("I2 a secret is shown once and not lost by a stray key; a tier that is too high gets none", async ({
  browser,
}) => {
  const page = await pageAs(browser, "compliance");
  await openIdentity(page, "Carrier payout agent");
  const dialog = page.getByRole("dialog");
  await page.getByRole("button", { name: "Issue a credential" }).first().click();
  await expect(dialog.getByRole("radio", { name: /^Secret/ })).toBeDisabled();
  await expect(dialog).toContainText("too weak for tier high and above");
  await page.keyboard.press("Escape");

  await openIdentity(page, "Fuel surcharge calculator");
  const card = await setUp(page, stamped("trial"));
  await card.getByRole("button", { name: "Issue a credential" }).click();
  await dialog.getByRole("radio", { name: /^Secret/ }).click();
  await dialog.getByLabel("Why a secret").fill("The runtime cannot sign.");
  await dialog.getByRole("button", { name: "Issue it" }).click();
  const shown = dialog.getByText(/^csk_/);
  await expect(shown).toBeVisible();
  const secret = (await shown.textContent()) ?? "";
  await page.keyboard.press("Escape");
  await expect(dialog.getByRole("alert")).toContainText("Copy it first");
  await expectAccessible(page);
  await dialog.getByRole("checkbox", { name: /^I have stored it/ }).check();
  await dialog.getByRole("button", { name: "Done" }).click();
  await expect(dialog).toHaveCount(0);
  await expect(card).toContainText("Shared secret (weak)");
  expect(await page.content()).not.toContain(secret);
});

test("I4 the register shows what is overdue, filters, and leads to the agent", async ({ browser }) => {
  const page = await pageAs(browser, "auditor");
  await page.goto("/credentials");
  await expect(tableOf(page, "Credentials").or(page.getByRole("table")).first()).toBeVisible();
  await expect(page.getByRole("table").getByText("Overdue").first()).toBeVisible();
  await expectAccessible(page);
  await page.goto("/credentials?strength=secret&state=active");
  await expect(page.getByRole("table").getByText("Own key")).toHaveCount(0);
  await page.goto("/credentials?state=revoked&q=carrier");
  await page.getByRole("table").getByRole("link", { name: "Carrier payout agent" }).first().click();
  await expect(page.getByRole("heading", { name: "Instances" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Rotate" })).toHaveCount(0);
  await page.setViewportSize({ width: 360, height: 800 });
  await expectNoSideScroll(page);
  await page.goto("/credentials");
  await expectNoSideScroll(page);
});

test("I2 an administrator trusts a workload issuer and ends the trust; others see it with the reason", async ({
  browser,
}) => {
  const page = await pageAs(browser, "admin");
  await page.goto("/settings/issuers");
  await page.getByRole("button", { name: "Trust an issuer" }).click();
  const dialog = page.getByRole("dialog");
  const name = stamped("Edge cluster");
  await dialog.getByRole("textbox", { name: "Name" }).fill(name);
  await dialog.getByRole("textbox", { name: "Issuer" }).fill("http://edge.example");
  await dialog.getByRole("textbox", { name: "Audience" }).fill(name);
  await dialog.getByRole("button", { name: "Trust it" }).click();
  await expect(dialog).toContainText("Give an https address");
  await dialog.getByRole("textbox", { name: "Issuer" }).fill("https://edge.norvik.example");
  await dialog.getByRole("button", { name: "Trust it" }).click();
  await expect(dialog).toHaveCount(0);
  const row = page.getByRole("main").getByRole("listitem").filter({ hasText: name });
  await expect(row).toContainText("Trusted");
  await row.getByRole("button", { name: "Try it" }).click();
  await expect(row.getByRole("status")).toContainText("cannot be");
  await expectAccessible(page);
  await row.getByRole("button", { name: "End the trust" }).click();
  await dialog.getByLabel("Reason").fill("Moved to the production cluster.");
  await dialog.getByRole("button", { name: "End the trust" }).click();
  await expect(row).toContainText("Ended");

  const owner = await pageAs(browser, "owner");
  await owner.goto("/settings/issuers");
  await expect(owner.getByRole("button", { name: "Trust an issuer" })).toBeDisabled();
  await expect(owner.getByText("This needs the role compliance or admin", { exact: false })).toBeVisible();
});
