import { expect, test } from "@playwright/test";
import { pageAs } from "../support/people";

test.describe.configure({ timeout: 60_000 });

const csvOf = (names: readonly string[]) =>
  Buffer.from(
    ["name,purpose,provider", ...names.map((name) => `${name},Checks what carriers send,Anthropic`)].join("\n"),
  );

test("V3 an owner sees what a file would do before it does it, and the result outlives the visit", async ({
  browser,
}) => {
  const stamp = Date.now().toString(36);
  const names = [`Freight quote reader ${stamp}`, `Toll receipt sorter ${stamp}`];
  const file = { name: `agents-${stamp}.csv`, mimeType: "text/csv", buffer: csvOf([...names, ""]) };
  const page = await pageAs(browser, "owner");

  await page.goto("/imports/new");
  await expect(page.getByText(/up to 50 MB each/)).toBeVisible();
  await page.getByLabel("Files to import").locator("input[type=file]").setInputFiles(file);
  const preview = page.getByRole("region", { name: file.name });
  await expect(preview.getByText("A preview: nothing is written yet.")).toBeVisible();
  for (const name of names) await expect(preview.getByRole("row", { name: new RegExp(name) })).toContainText("New");
  await preview.getByRole("button", { name: /^Rejected/ }).click();
  await expect(preview.getByText(names[0] ?? "")).toHaveCount(0);

  await page.goto(`/agents?q=${stamp}`);
  await expect(page.getByRole("heading", { name: "No agents match" })).toBeVisible();

  await page.goto("/imports/new");
  await page.getByLabel("Files to import").locator("input[type=file]").setInputFiles(file);
  await page.getByRole("button", { name: "Import 2 agents into production" }).click();
  await page.getByRole("link", { name: "See the result" }).click();
  await page.waitForURL(/\/imports\/imp_/);
  await page.reload();
  await expect(page.getByRole("heading", { level: 1, name: file.name })).toBeVisible();
  await page.getByRole("link", { name: names[0] ?? "" }).click();
  await expect(page.getByRole("heading", { level: 1, name: names[0] ?? "" })).toBeVisible();
  await page.getByRole("link", { name: "Source document" }).click();
  await expect(page.getByText("Not signed")).toBeVisible();
  await page.getByRole("link", { name: "Timeline" }).click();
  await expect(page.getByText("imported the agent")).toBeVisible();
});

test("V3 the inventory changed since the preview: nothing is written, and a new preview says what the file does now", async ({
  browser,
}) => {
  const stamp = Date.now().toString(36);
  const file = { name: `race-${stamp}.csv`, mimeType: "text/csv", buffer: csvOf([`Twice imported ${stamp}`]) };
  const pages = [await pageAs(browser, "owner"), await pageAs(browser, "owner")] as const;
  for (const page of pages) {
    await page.goto("/imports/new");
    await page.getByLabel("Files to import").locator("input[type=file]").setInputFiles(file);
    await expect(page.getByRole("button", { name: "Import 1 agent into production" })).toBeVisible();
  }
  await pages[0].getByRole("button", { name: "Import 1 agent into production" }).click();
  await expect(pages[0].getByRole("link", { name: "See the result" })).toBeVisible();
  await pages[1].getByRole("button", { name: "Import 1 agent into production" }).click();
  await expect(pages[1].getByText("The inventory changed since the preview")).toBeVisible();
  await expect(pages[1].getByText("There is nothing in this file to write.")).toBeVisible();
});

test("V3 a broken file says what is wrong with it", async ({ browser }) => {
  const page = await pageAs(browser, "owner");
  await page.goto("/imports/new");
  await page
    .getByLabel("Files to import")
    .locator("input[type=file]")
    .setInputFiles({ name: "broken.json", mimeType: "application/json", buffer: Buffer.from('{"tools": [') });
  await expect(page.getByRole("region", { name: "broken.json" }).getByRole("alert")).toContainText(/JSON/);
});
