import { expect, test } from "@playwright/test";
import { csvFile, importAs } from "../support/imports";
import { pageAs } from "../support/people";
import { readColumn, rowOf, tableOf } from "../support/tables";

const AGENTS = "agents";

test("V1 the address says what the table shows: filter, sort, back", async ({ browser }) => {
  const page = await pageAs(browser, "compliance");
  await page.goto("/agents");
  await expect(tableOf(page, AGENTS)).toBeVisible();
  const filters = page.getByRole("group", { name: "Filters" });
  await filters.getByRole("button", { name: "Tier", exact: true }).click();
  await page.getByRole("dialog", { name: "Tier" }).getByRole("checkbox", { name: "Critical" }).click();
  await page.keyboard.press("Escape");
  await expect(page).toHaveURL(/tier=critical/);
  await expect.poll(async () => new Set(await readColumn(page, AGENTS, "Tier"))).toEqual(new Set(["Critical"]));

  await page.getByRole("columnheader", { name: "Name" }).getByRole("button").click();
  await expect(page).toHaveURL(/dir=desc/);
  await expect(page.getByRole("columnheader", { name: "Name" })).toHaveAttribute("aria-sort", "descending");
  const shown = await page.url();

  await page.goBack();
  await expect(page).not.toHaveURL(/dir=desc/);
  await expect(page.getByRole("columnheader", { name: "Name" })).toHaveAttribute("aria-sort", "ascending");
  const other = await pageAs(browser, "compliance");
  await other.goto(shown);
  await expect(other.getByRole("columnheader", { name: "Name" })).toHaveAttribute("aria-sort", "descending");
  await expect.poll(async () => new Set(await readColumn(other, AGENTS, "Tier"))).toEqual(new Set(["Critical"]));
});

test("V1 a saved view is an address under a name", async ({ browser }) => {
  const name = `Payments that matter ${Date.now().toString(36)}`;
  const page = await pageAs(browser, "compliance");
  await page.goto("/agents?status=active&q=payout");
  await page.getByRole("button", { name: "Unsaved view" }).click();
  await page.getByRole("menuitem", { name: "Save this view…" }).click();
  await page.getByRole("dialog").getByLabel("Name").fill(name);
  await page.getByRole("button", { name: "Save the view" }).click();
  await expect(page.getByRole("button", { name })).toBeVisible();
  await page.goto("/agents?view=all");
  await page.getByRole("button", { name: "All agents" }).click();
  await page.getByRole("menuitem", { name }).click();
  await expect(page).toHaveURL(/q=payout/);
  await expect(page.getByRole("searchbox", { name: "Search agents" })).toHaveValue("payout");
  await page.getByRole("button", { name }).click();
  await page.getByRole("menuitem", { name: /^Delete/ }).click();
  await page.getByRole("button", { name: "Delete the view" }).click();
  await expect(page.getByRole("button", { name: "Unsaved view" })).toBeVisible();
});

test("V1 rows by keyboard: search, move, tick, look, open", async ({ browser }) => {
  const page = await pageAs(browser, "compliance");
  await page.goto("/agents");
  await expect(tableOf(page, AGENTS)).toBeVisible();
  const names = page.locator("[data-row-link]");
  await page.keyboard.press("/");
  await expect(page.getByRole("searchbox", { name: "Search agents" })).toBeFocused();
  await page.getByRole("searchbox", { name: "Search agents" }).blur();

  await page.keyboard.press("j");
  await expect(names.nth(0)).toBeFocused();
  await page.keyboard.press("x");
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await page.keyboard.press("Shift+X");
  await expect(page.getByRole("region", { name: "Selected rows" })).toContainText("3 selected");
  await page.keyboard.press("k");
  await page.keyboard.press("Space");
  const second = (await names.nth(1).textContent()) ?? "";
  await expect(page.getByRole("dialog", { name: second })).toBeVisible();
  await expect(page).toHaveURL(/peek=agt_/);
  await page.keyboard.press("j");
  await expect(page.getByRole("dialog", { name: (await names.nth(2).textContent()) ?? "" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("region", { name: "Selected rows" })).toHaveCount(0);
});

test("V1 all that match are chosen as the filter, and what could not be done is listed row by row", async ({
  browser,
}) => {
  const page = await pageAs(browser, "compliance");
  await page.goto("/agents?status=decommissioned");
  const rows = await readColumn(page, AGENTS, "Name");
  await page.getByRole("checkbox", { name: "Select all agents on this page" }).click();
  await page.getByRole("region", { name: "Selected rows" }).getByRole("button", { name: "Suspend" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText(`Suspend ${rows.length} agents`);
  await dialog.getByLabel("Reason").fill("Tried on records that are history");
  await dialog.getByRole("button", { name: /^Suspend/ }).click();
  await expect(dialog.getByRole("list", { name: "Rows that were not changed" }).getByRole("listitem")).toHaveCount(
    rows.length,
  );
  await expect(dialog).toContainText("Only an active agent can be suspended");
  await expect(dialog.getByRole("button", { name: `Try these ${rows.length} again` })).toBeVisible();
});

test("V1 the export holds what the filter shows", async ({ browser }) => {
  const page = await pageAs(browser, "compliance");
  await page.goto("/agents?tier=critical");
  const count = (await readColumn(page, AGENTS, "Name")).length;
  const file = page.waitForEvent("download");
  await page.getByRole("link", { name: "Export" }).click();
  const stream = await (await file).createReadStream();
  const text = (await stream.toArray()).join("");
  expect(text.trim().split("\r\n")).toHaveLength(count + 1);
  expect(text).toContain("Carrier payout agent");
});

test("V1 columns are chosen once and remembered", async ({ browser }) => {
  const page = await pageAs(browser, "ciso");
  await page.goto("/agents");
  await page.getByRole("button", { name: "Columns and density" }).click();
  const saved = page.waitForResponse((answer) => answer.request().method() === "POST" && answer.ok());
  await page.getByRole("menuitemcheckbox", { name: "Sponsor" }).click();
  await saved;
  await page.goto("/agents");
  await expect(page.getByRole("columnheader", { name: "Sponsor" })).toBeVisible();
  await page.getByRole("button", { name: "Columns and density" }).click();
  await page.getByRole("menuitem", { name: "Back to the usual columns" }).click();
  await expect(page.getByRole("columnheader", { name: "Sponsor" })).toHaveCount(0);
  await expect(rowOf(page, AGENTS, "Carrier payout agent").first()).toBeVisible();
});

test("V1 agents that state no provider are a filter like any other, in the address as well", async ({ browser }) => {
  const page = await pageAs(browser, "compliance");
  const stamp = Date.now().toString(36);
  await page.goto("/imports/new");
  await importAs(page, csvFile(`p-${stamp}.csv`, ["name,provider", `Nameless ${stamp},`, `Known ${stamp},Anthropic`]));
  await page.goto(`/agents?q=${stamp}`);
  await page.getByRole("group", { name: "Filters" }).getByRole("button", { name: "Provider", exact: true }).click();
  await page.getByRole("dialog", { name: "Provider" }).getByRole("checkbox", { name: "Not stated" }).click();
  await page.keyboard.press("Escape");
  await expect(page).toHaveURL(/provider=none/);
  await expect(rowOf(page, AGENTS, `Known ${stamp}`)).toHaveCount(0);
  await page.reload();
  await expect(rowOf(page, AGENTS, `Nameless ${stamp}`)).toHaveCount(1);
  await expect(rowOf(page, AGENTS, `Known ${stamp}`)).toHaveCount(0);
  await expect(page.getByRole("button", { name: /^Provider/ })).toContainText("Not stated");
});

test("V1 closing the quick look asks the server for nothing, and Back opens it again", async ({ browser }) => {
  const page = await pageAs(browser, "compliance");
  await page.goto("/agents?status=active");
  const name = (await page.locator("[data-row-link]").first().textContent()) ?? "";
  await page.keyboard.press("j");
  await page.keyboard.press("Space");
  const look = page.getByRole("dialog", { name });
  await expect(look).toBeVisible();
  const asked: string[] = [];
  page.on("request", (request) => {
    if (new URL(request.url()).pathname === "/agents") asked.push(request.url());
  });
  await page.keyboard.press("Escape");
  await expect(look).toHaveCount(0);
  await expect(page).toHaveURL(/\/agents\?status=active$/);
  await expect(page.locator("[data-row-link]").first()).toBeFocused();
  await page.keyboard.press("j");
  await expect(page.locator("[data-row-link]").nth(1)).toBeFocused();
  expect(asked).toEqual([]);
  await page.goBack();
  await expect(page.getByRole("dialog", { name })).toBeVisible();
});

test("V1 what is typed into the search before the page has come alive is searched for", async ({ browser }) => {
  const page = await pageAs(browser, "compliance");
  const scripts = Promise.withResolvers<void>();
  await page.route("**/*.js*", async (route) => {
    await scripts.promise;
    await route.continue();
  });
  await page.goto("/agents", { waitUntil: "commit" });
  const box = page.getByRole("searchbox", { name: "Search agents" });
  await box.fill("carrier payout");
  scripts.resolve();
  await expect(page).toHaveURL(/q=carrier\+payout/);
  await expect(box).toHaveValue("carrier payout");
  await expect(rowOf(page, AGENTS, "Carrier payout agent").first()).toBeVisible();
});
