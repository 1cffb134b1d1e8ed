import { expect, type Page, test } from "@playwright/test";
import { expectAccessible, expectNoSideScroll } from "../support/axe";
import { enrolPasskey, removePasskeys, withAuthenticator } from "../support/passkeys";
import { freshPageAs, pageAs, personOf } from "../support/people";
import { askingAgent } from "../support/requests";

test.describe.configure({ timeout: 120_000 });

const AGENT = "Incident first responder";
const WHY = "Bookings stand still, and nobody of the desk answers.";
const bar = (page: Page) => page.getByRole("region", { name: "Decide" });

/** Opens what stands behind "More"; the menu answers once the page is alive. */
async function choose(page: Page, verb: string): Promise<void> {
  await expect(async () => {
    await bar(page).getByRole("button", { name: "More" }).click({ timeout: 1_000 });
    await page.getByRole("menuitem", { name: verb }).click({ timeout: 2_000 });
  }).toPass();
}

test("A4 A8 who may break the glass approves alone and signed; compliance is alerted and reviews it afterwards", async ({
  browser,
}) => {
  const [ciso, compliance] = [personOf("ciso").name, await pageAs(browser, "compliance")];
  const agent = await askingAgent(compliance, { name: AGENT, tool: "Cluster operations/restart_deployment" });
  const id = await agent.ask({ deployment: `glass-${Date.now()}`, namespace: "production" });

  const breaker = await freshPageAs(browser, "ciso", "/account");
  await removePasskeys(breaker);
  await withAuthenticator(breaker);
  await breaker.goto(`/approvals/${id}`);
  await expect(async () => {
    await bar(breaker).getByRole("button", { name: "More" }).click({ timeout: 1_000 });
    await expect(breaker.getByRole("menuitem", { name: "Break the glass…" })).toContainText("you have none yet");
  }).toPass();
  await enrolPasskey(breaker, "Emergency key");
  await breaker.goto(`/approvals/${id}`);
  // No role decides in the ordinary way: the emergency is all that is open to them.
  await expect(bar(breaker).getByRole("button", { name: /^Approve/ })).toHaveAttribute("aria-disabled", "true");
  await choose(breaker, "Break the glass…");
  const dialog = breaker.getByRole("dialog", { name: "Break the glass?" });
  const sign = dialog.getByRole("button", { name: "Sign and break the glass" });
  await expect(sign).toHaveAttribute("aria-disabled", "true");
  await dialog.getByLabel("Why it cannot wait").fill(WHY);
  await expectAccessible(breaker);
  await breaker.setViewportSize({ width: 360, height: 780 });
  await expectNoSideScroll(breaker);
  await sign.click();
  await expect(
    breaker.getByText("Somebody broke the glass for it, and the review afterwards is still owed."),
  ).toBeVisible();
  await expect(breaker.getByRole("article").getByText(WHY)).toBeVisible();
  await removePasskeys(breaker);

  await compliance.goto("/inbox");
  const items = compliance.locator(`a[href="/approvals/${id}"]`);
  const owed = items.filter({ hasText: `Review the emergency approval for ${AGENT}` });
  await expect(items.filter({ hasText: `${ciso} broke the glass for ${AGENT}` })).toBeVisible();
  await expect(owed).toBeVisible();
  await compliance.goto(`/approvals/${id}`);
  await choose(compliance, "Review the broken glass…");
  await compliance.getByRole("radio", { name: "It was justified" }).check();
  await compliance.getByLabel("What you found").fill("One restart, and bookings went on.");
  await compliance.getByRole("button", { name: "Record the review" }).click();
  await expect(compliance.getByText(/the review afterwards found it justified/)).toBeVisible();
  await compliance.goto("/inbox");
  await expect(owed).toHaveCount(0);
  await Promise.all([breaker, compliance].map((page) => page.context().close()));
});
