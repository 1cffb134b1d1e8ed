import { readFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { runVerify } from "@/scripts/verify";
import { expectAccessible, expectNoSideScroll } from "../support/axe";
import { pageAs } from "../support/people";

const API_URL = process.env.API_URL ?? "http://localhost:3001";

test("L2 an auditor finds an event, checks its proof on the spot and takes it away", async ({ browser }) => {
  test.setTimeout(60_000);
  const page = await pageAs(browser, "auditor");
  await page.goto("/audit");
  const filters = page.getByRole("complementary", { name: "Filters" });
  await filters.getByText("Agent", { exact: true }).first().click();
  await filters.getByRole("link", { name: /^Agent suspended/ }).click();
  await expect(page).toHaveURL(/kind=agent\.suspended/);
  await page.getByRole("link", { name: /suspended the agent Refund agent/ }).click();

  const record = page.getByRole("dialog", { name: "Event" });
  await expect(record.getByText("agent.suspended", { exact: true })).toBeVisible();
  await record.getByRole("button", { name: "Check it in this browser" }).click();
  for (const step of [/^The leaf is this event's/, /^The leaf leads to the signed root/, /^The root is signed/]) {
    await expect(record.getByRole("listitem").filter({ hasText: "Passed:" }).getByText(step)).toBeVisible();
  }
  await expectAccessible(page);

  const downloading = page.waitForEvent("download");
  await record.getByRole("link", { name: "Download the proof" }).click();
  const file = await (await downloading).path();
  const vkey = await (await fetch(`${API_URL}/log/vkey`)).text();
  expect(await runVerify([file, "--key", vkey.trim()])).toBe(0);
  expect(JSON.parse(readFileSync(file, "utf8"))).toMatchObject({ format: "countersign-proof/1" });

  await page.keyboard.press("Escape");
  await expect(page).toHaveURL(/kind=agent\.suspended$/);
  await page.goBack();
  await page.goBack();
  await expect(page.getByRole("list", { name: "Filters in force" })).toBeVisible();
});

test("L1 an auditor exports exactly what is shown, and the export is itself an event", async ({ browser }) => {
  const page = await pageAs(browser, "auditor");
  await page.goto("/audit?kind=agent.decommissioned");
  await page.getByRole("button", { name: "Export" }).click();
  const downloading = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: "CSV" }).click();
  const lines = readFileSync(await (await downloading).path(), "utf8")
    .trimEnd()
    .split("\r\n");
  expect(lines[0]).toContain("id,at,type");
  expect(lines.slice(1).every((line) => line.includes("agent.decommissioned"))).toBe(true);
  expect(lines.length).toBeGreaterThan(2);
  await page.goto("/audit?kind=export.created");
  await expect(page.getByText(`exported audit events (rows: ${lines.length - 1})`).first()).toBeVisible();
});

test("L4 the timeline is searched, walked and opened with the keyboard alone", async ({ browser }) => {
  const page = await pageAs(browser, "auditor");
  await page.goto("/audit?view=all");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  const box = page.getByRole("combobox", { name: "Search the log" });
  await expect(async () => {
    await page.keyboard.press("/");
    await expect(box).toBeFocused({ timeout: 200 });
  }).toPass();
  await page.keyboard.type("outcome:ref");
  await expect(page.getByRole("option", { name: /refused/ })).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(box).toHaveValue(/^outcome:refused/);
  await page.keyboard.type("colour:red");
  await page.keyboard.press("Enter");
  await expect(page.getByText(/There is no “colour:”/)).toBeVisible();
  await expectAccessible(page);
  await box.fill("outcome:refused");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/outcome=refused/);
  await page.locator("h1").click();
  const lines = page.locator("[data-timeline] a[data-row]");
  await expect(async () => {
    await page.keyboard.press("j");
    await expect(lines.nth(1)).toBeFocused({ timeout: 200 });
  }).toPass();
  await page.keyboard.press("k");
  await expect(lines.first()).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog", { name: "Event" })).toBeVisible();
  const first = new URL(page.url()).searchParams.get("event") ?? "";
  await page.keyboard.press("j");
  await expect(page).not.toHaveURL(new RegExp(first));
  await expect(page.getByRole("dialog", { name: "Event" })).toBeVisible();
});

test("L4 a view of the log is saved, found again and followed live", async ({ browser }) => {
  const page = await pageAs(browser, "auditor");
  await page.goto("/audit?kind=export&severity=notice");
  const name = `Exports ${Date.now()}`;
  await page.getByRole("button", { name: "Unsaved view" }).click();
  await page.getByRole("menuitem", { name: "Save this view…" }).click();
  await page.getByRole("textbox", { name: "Name" }).fill(name);
  await page.getByRole("button", { name: "Save the view" }).click();
  await expect(page.getByRole("button", { name })).toBeVisible();

  await page.getByRole("switch", { name: "Follow the log live" }).click();
  await expect(page.getByText("New events come in here as they are signed")).toBeVisible();
  const exporting = await page.request.get("/api/audit/export?format=csv&kind=export");
  expect(exporting.ok()).toBe(true);
  const fresh = page.getByRole("region", { name: "New since this page was read" });
  await expect(fresh.getByText(/exported/).first()).toBeVisible({ timeout: 15_000 });
  await page.goto("/audit?view=all");
  await page.getByRole("button", { name: "The whole log" }).click();
  await page.getByRole("menuitem", { name: name }).click();
  await expect(page).toHaveURL(/kind=export/);
});

test("O5 a reviewer is told which roles may read the log", async ({ browser }) => {
  const page = await pageAs(browser, "reviewer");
  await page.goto("/audit");
  await expect(page.getByRole("main").getByRole("alert")).toContainText(/compliance, CISO, auditor or admin/);
  await page.goto("/audit?event=evt_00000000000000000000000000");
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test("L4 a reader and a phone can use the log, also where nothing matches", async ({ browser }) => {
  const page = await pageAs(browser, "auditor");
  await page.goto("/audit?from=2001-01-01&to=2001-01-02");
  await expect(page.getByText("No event matches")).toBeVisible();
  await expectAccessible(page);
  await page.goto("/audit");
  await expect(page.getByRole("heading", { level: 1, name: "Audit log" })).toBeVisible();
  await expectAccessible(page);
  await page.setViewportSize({ width: 360, height: 800 });
  await expectNoSideScroll(page);
});
