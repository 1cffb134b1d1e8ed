import { expect, test } from "@playwright/test";
import { expectAccessible } from "../support/axe";
import { pageAs } from "../support/people";

const API_URL = process.env.API_URL ?? "http://localhost:3001";

test("L7 an administrator makes a key, a gateway reports with it, and an auditor finds what it said", async ({
  browser,
}) => {
  const page = await pageAs(browser, "admin");
  await page.goto("/settings/keys");
  const keys = page.getByRole("list", { name: "API keys" });
  await page.getByRole("button", { name: "Make a key" }).click();
  const dialog = page.getByRole("dialog");
  const name = `Gateway ${Date.now()}`;
  await dialog.getByLabel("Name", { exact: true }).fill(name);
  await dialog.getByRole("button", { name: "Make it" }).click();
  await expect(dialog).toContainText(/csk_[\w-]{43}/);
  const [secret] = /csk_[\w-]{43}/.exec((await dialog.textContent()) ?? "") ?? [];
  await dialog.getByRole("checkbox").click();
  await dialog.getByRole("button", { name: "Done" }).click();
  await expect(keys.getByRole("listitem").filter({ hasText: name })).toContainText("Active");
  await expect(page).toHaveTitle(/API keys/);
  await expectAccessible(page);

  const tool = `look_up_${Date.now()}`;
  const event = {
    id: tool,
    occurredAt: new Date().toISOString(),
    type: "call",
    agent: "Interview scheduler",
    tool,
    outcome: "ok",
  };
  const answer = await fetch(`${API_URL}/v1/events`, {
    method: "POST",
    headers: { authorization: `Bearer ${secret}`, "content-type": "application/json" },
    body: JSON.stringify([event, { ...event, id: `${tool}-2`, outcome: "fine" }]),
  });
  expect(await answer.json()).toMatchObject({ recorded: 1, refused: 1 });

  const auditor = await pageAs(browser, "auditor");
  await expect(async () => {
    await auditor.goto("/audit?kind=call.reported");
    await expect(auditor.locator("[data-timeline]").getByText(tool).first()).toBeVisible({ timeout: 1_000 });
  }).toPass();

  await page.getByRole("button", { name: `Revoke ${name}` }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Revoke it" }).click();
  await expect(keys.getByRole("listitem").filter({ hasText: name })).toContainText("Revoked");
});
