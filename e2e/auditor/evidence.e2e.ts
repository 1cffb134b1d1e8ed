import { spawnSync } from "node:child_process";
import { expect, test } from "@playwright/test";
import { expectAccessible } from "../support/axe";
import { pageAs } from "../support/people";

test("L5 an auditor takes a search home and verifies it; a link opens it signed out, and custody says so", async ({
  browser,
}, info) => {
  const yuki = await pageAs(browser, "auditor");
  await yuki.goto("/evidence/new?kind=agent.suspended");
  const title = `Suspensions ${Date.now()}`;
  await yuki.getByLabel("Title").fill(title);
  await yuki.getByRole("button", { name: "Make the export" }).click();
  await expect(yuki.getByRole("heading", { level: 1, name: title })).toBeVisible();
  const download = yuki.getByRole("link", { name: /^Download/ });
  await expect(async () => {
    await yuki.reload();
    await expect(download).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 20_000 });
  await expectAccessible(yuki);
  const [file] = await Promise.all([yuki.waitForEvent("download"), download.click()]);
  const path = info.outputPath("export.zip");
  await file.saveAs(path);
  const verified = spawnSync(process.execPath, ["--import", "tsx", "scripts/countersign.ts", "verify", path], {
    encoding: "utf8",
  });
  expect({ status: verified.status, said: verified.stderr }).toEqual({ status: 0, said: "" });

  const ines = await pageAs(browser, "compliance");
  await ines.goto(new URL(yuki.url()).pathname);
  await ines.getByRole("button", { name: "Make a link" }).click();
  await ines.getByLabel("Recipient").fill("Ada Outside");
  await ines.getByRole("button", { name: "Make the link" }).click();
  const dialog = ines.getByRole("dialog", { name: "The link, this once" });
  const [address] = /https?:\S+\/evidence-link\/[\w-]{43}/.exec((await dialog.textContent()) ?? "") ?? [];
  const outsider = await (await browser.newContext()).newPage();
  await outsider.goto(new URL(address ?? "").pathname);
  await expect(outsider.getByRole("heading", { level: 1, name: title })).toBeVisible();
  await expectAccessible(outsider);
  await ines.reload();
  await expect(ines.getByRole("list", { name: "Links" })).toContainText("opened once");
});
