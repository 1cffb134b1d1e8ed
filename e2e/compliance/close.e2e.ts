import { readFile, writeFile } from "node:fs/promises";
import { expect, type Page, test } from "@playwright/test";
import { expectAccessible, expectNoSideScroll } from "../support/axe";
import { closingCampaign, verified } from "../support/closing-campaign";
import { pageAs } from "../support/people";

test.describe.configure({ timeout: 120_000, mode: "serial" });

let id = "";
test.beforeAll(async () => {
  test.setTimeout(60_000);
  id = await closingCampaign();
});

const close = (page: Page, name: string) => page.getByRole("region", { name });
const dialog = (page: Page, name: RegExp) => page.getByRole("dialog", { name });
test("C6 a close above the threshold takes two people, and each right that is taken away is proven gone", async ({
  browser,
}) => {
  const compliance = await pageAs(browser, "compliance");
  await compliance.goto("/inbox");
  await compliance.locator(`a[href="/campaigns/${id}/close"]`).click();
  await expect(compliance.getByRole("region", { name: "Grants that would stop working" })).toContainText(
    "Books/read_invoice",
  );
  await expectAccessible(compliance);
  await compliance.getByRole("button", { name: "Ask to close" }).click();
  await dialog(compliance, /Ask to close/)
    .getByRole("button", { name: "Ask to close" })
    .click();
  const waits = close(compliance, "Waits for a second person");
  await expect(waits).toBeVisible();
  await expect(waits.getByRole("button", { name: "Confirm the close" })).toHaveAttribute("aria-disabled", "true");
  await expect(waits).toContainText("You asked for the close");

  const ciso = await pageAs(browser, "ciso");
  await ciso.goto(`/campaigns/${id}/close`);
  await expect(close(ciso, "Waits for a second person")).toContainText("Asked by");
  await ciso.getByRole("button", { name: "Confirm the close" }).click();
  await dialog(ciso, /Confirm the close/)
    .getByRole("button", { name: "Confirm the close" })
    .click();
  await expect(ciso.getByText("Closed already")).toBeVisible();
  await ciso.context().close();

  // The worker takes it from here; the page follows by itself.
  await compliance.goto(`/campaigns/${id}/remediation`);
  const proven = compliance.getByRole("list", { name: "Remediations" }).getByText("Verified", { exact: true });
  await expect(proven).toHaveCount(2, { timeout: 60_000 });
  await expect(compliance.getByRole("list", { name: "Proof" }).first()).toContainText("and now deny");
  await expectAccessible(compliance);
  await compliance.setViewportSize({ width: 390, height: 844 });
  await expectNoSideScroll(compliance);
  await compliance.context().close();
});

test("C6 what was taken can be given back with a reason, and the campaign is finished", async ({ browser }) => {
  const page = await pageAs(browser, "compliance");
  await page.goto(`/campaigns/${id}/remediation`);
  await page.getByRole("button", { name: /^Undo item 1,/ }).click();
  const asked = dialog(page, /^Give back item 1/);
  await asked.getByRole("button", { name: "Give back" }).click();
  await expect(asked.getByRole("alert")).toContainText("at least 10 characters");
  await asked.getByLabel("Why?").fill("The quarterly run needs it for another week.");
  await asked.getByRole("button", { name: "Give back" }).click();
  await expect(page.getByText("The quarterly run needs it for another week.")).toBeVisible();
  await expect(page.getByRole("button", { name: /^Undo item 1,/ })).toHaveCount(0);
  await page.getByRole("button", { name: "Finish the campaign" }).click();
  await dialog(page, /Finish the campaign/)
    .getByRole("button", { name: "Finish the campaign" })
    .click();
  await expect(page.getByRole("main").getByText("Closed", { exact: true })).toBeVisible();
  await page.context().close();
});

test("C8 the evidence is made by the worker, and accepted by whoever checks it without the console", async ({
  browser,
}) => {
  const page = await pageAs(browser, "compliance");
  await page.goto(`/campaigns/${id}/evidence`);
  await page.getByRole("button", { name: "Make an evidence pack" }).click();
  const packs = page.getByRole("list", { name: "Evidence packs" });
  await expect(packs.getByText("Ready", { exact: true })).toBeVisible({ timeout: 60_000 });
  await expectAccessible(page);
  const started = page.waitForEvent("download");
  await packs.getByRole("link", { name: "Download" }).click();
  const file = test.info().outputPath("pack.zip");
  await (await started).saveAs(file);
  expect(await verified(file)).toMatchObject({ accepted: true });

  const bytes = await readFile(file);
  const at = Math.floor(bytes.length / 2);
  bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
  await writeFile(file, bytes);
  expect(await verified(file)).toMatchObject({ accepted: false });
  await page.context().close();
});
