import http from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "@playwright/test";
import { expectAccessible, expectNoSideScroll } from "../support/axe";
import { pageAs } from "../support/people";

test.describe.configure({ timeout: 90_000 });

/** A receiver on this machine, whose host the product under test was told to be inside. */
async function startReceiver() {
  const calls: { id: string; body: string }[] = [];
  const server = http.createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    calls.push({ id: String(request.headers["webhook-id"]), body });
    response.writeHead(204).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { calls, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, stop: () => server.close() };
}

test("an administrator adds a webhook, sends a test and finds it in the log", async ({ browser }) => {
  const receiver = await startReceiver();
  const page = await pageAs(browser, "admin");
  await page.goto("/settings");
  await page.getByRole("link", { name: "Webhooks" }).click();
  await page.getByRole("button", { name: "Add a webhook" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name", { exact: true }).fill("Incident desk");
  await dialog.getByLabel("Address", { exact: true }).fill("http://192.168.0.7/");
  await dialog.getByRole("button", { name: "Add it" }).click();
  await expect(dialog).toContainText("Use https, or have the operator name this host");
  await dialog.getByLabel("Address", { exact: true }).fill(receiver.url);
  await dialog.getByRole("button", { name: "Add it" }).click();
  await expect(dialog).toContainText(/whsec_[A-Za-z0-9+/]{43}=/);
  await page.keyboard.press("Escape");
  await expect(dialog.getByRole("alert")).toContainText("closing this loses the secret");
  await dialog.getByRole("checkbox").click();
  await dialog.getByRole("button", { name: "Done" }).click();

  const row = page.getByRole("listitem").filter({ hasText: "Incident desk" });
  await row.getByRole("button", { name: "Send a test" }).click();
  await expect.poll(() => receiver.calls.length).toBe(1);
  await expectAccessible(page);
  await page.getByRole("link", { name: "Deliveries" }).click();
  await expect(page.getByRole("heading", { name: "Deliveries", level: 1 })).toBeVisible();
  const sent = page
    .getByRole("list", { name: "Deliveries" })
    .getByRole("listitem")
    .filter({ hasText: "Incident desk" });
  // The page was drawn when the link was pressed; the message may have been on its way still.
  await expect(async () => {
    await page.reload();
    await expect(sent.first()).toContainText("Sent");
  }).toPass();
  await expect(sent.first()).toContainText(receiver.calls[0]?.id ?? "");
  await expectAccessible(page);
  await page.setViewportSize({ width: 360, height: 740 });
  await expectNoSideScroll(page);

  await page.goto("/settings/webhooks");
  await expectNoSideScroll(page);
  await row.getByRole("button", { name: "Remove" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove it" }).click();
  await expect(row).toHaveCount(0);
  receiver.stop();
});

test("a reviewer chooses quiet hours, and neither sees webhooks nor deliveries", async ({ browser }) => {
  const page = await pageAs(browser, "reviewer");
  await page.goto("/settings/webhooks");
  await expect(page.getByText("This needs the role compliance or admin")).toBeVisible();
  await page.goto("/settings/deliveries");
  await expect(page.getByText("This needs the role compliance, auditor or admin")).toBeVisible();
  await page.goto("/account");
  const mails = page.getByRole("region", { name: "Mails" });
  await mails.getByRole("radio", { name: "Collected, every hour" }).click();
  await mails.getByRole("checkbox", { name: "Keep quiet hours" }).click();
  await mails.getByLabel("Until").fill("06:30");
  await mails.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Your wishes for mails are saved")).toBeVisible();
  await page.reload();
  await expect(mails.getByRole("radio", { name: "Collected, every hour" })).toBeChecked();
  await expect(mails.getByLabel("Until")).toHaveValue("06:30");
  // As it was, for whoever comes after.
  await mails.getByRole("radio", { name: "At once" }).click();
  await mails.getByRole("checkbox", { name: "Keep quiet hours" }).click();
  await mails.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Your wishes for mails are saved").first()).toBeVisible();
});
