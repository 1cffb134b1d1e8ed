import { expect, type Page, test } from "@playwright/test";
import { expectAccessible, expectNoSideScroll } from "../support/axe";
import { COMPLETE_HEAD, completeLine, csvFile, importAs, jsonFile } from "../support/imports";
import { pageAs, personOf } from "../support/people";
import { draftAgent, takeStep } from "../support/registration";

// Two themes at two widths, each read in full.
test.describe.configure({ timeout: 90_000 });

const stamped = (name: string) => `${name} ${Date.now().toString(36)}`;

async function expectForEverybody(page: Page): Promise<void> {
  await expectAccessible(page);
  const before = page.viewportSize();
  await page.setViewportSize({ width: 360, height: 800 });
  await expectNoSideScroll(page);
  await expectAccessible(page);
  if (before) await page.setViewportSize(before);
}

test("V3 a reader and a phone can use an import's result and an agent's source document", async ({ browser }) => {
  const page = await pageAs(browser, "compliance");
  await page.goto("/imports/new");
  const server = {
    $schema: "https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json",
    name: `example.carrier/${stamped("tracking").replace(" ", "-")}`,
    description: "Finds shipments by number, with the carrier's own tracking. ".repeat(4),
    version: "1.0.0",
    remotes: [{ type: "streamable-http", url: `https://mcp.carrier.example/${"a-long-path/".repeat(12)}` }],
  };
  const { importId, rows } = await importAs(page, jsonFile(`${"a-long-name-".repeat(8)}.json`, [server, { odd: 1 }]));
  await page.goto(`/imports/${importId}`);
  await expect(page.getByRole("row", { name: /Rejected/ })).toContainText("Not a kind of record");
  await expectForEverybody(page);
  await page.goto(`/agents/${rows[0]?.agentId}?tab=source`);
  await expect(page.getByText("Not signed")).toBeVisible();
  await expectForEverybody(page);
});

test("V2 suspending asks for a reason, decommissioning for the name, and both can be read by everybody", async ({
  browser,
}) => {
  const name = stamped("Letter sorter");
  const page = await pageAs(browser, "owner");
  await draftAgent(page, { name, tier: "Low", owner: personOf("owner").name, sponsor: "Sofia Lindqvist" });
  await takeStep(page, "Register");
  await takeStep(page, "Activate");

  const main = page.getByRole("main");
  const dialog = page.getByRole("dialog");
  await main.getByRole("button", { name: "Suspend", exact: true }).click();
  await expect(dialog.getByLabel("Reason")).toBeVisible();
  await expectForEverybody(page);
  await dialog.getByLabel("Reason").fill("It answered a carrier twice");
  await dialog.getByRole("button", { name: "Suspend", exact: true }).click();
  await expect(dialog).toHaveCount(0);
  await expect(main).toContainText("It answered a carrier twice");

  await main.getByRole("button", { name: "More" }).click();
  await page.getByRole("menuitem", { name: "Decommission…" }).click();
  const confirm = dialog.getByRole("button", { name: "Decommission", exact: true });
  await expect(dialog).toContainText("This cannot be undone");
  await expectForEverybody(page);
  await dialog.getByLabel("Reason").fill("Replaced by the mail gateway");
  await dialog.getByLabel(/^Type/).fill(name.toLowerCase());
  await expect(confirm).toBeDisabled();
  await dialog.getByLabel(/^Type/).fill(name);
  await confirm.click();
  await expect(dialog).toHaveCount(0);
  await expect(main.getByRole("button", { name: "Resume", exact: true })).toHaveCount(0);
  await expect(main.getByRole("link", { name: "Edit", exact: true })).toHaveCount(0);
});

test("V2 of many rows those that could not be changed are listed, the others are done", async ({ browser }) => {
  const stamp = Date.now().toString(36);
  const page = await pageAs(browser, "compliance");
  await page.goto("/imports/new");
  const names = ["Ready one", "Ready two"].map((name) => `${name} ${stamp}`);
  const csv = csvFile(`bulk-${stamp}.csv`, [COMPLETE_HEAD, ...names.map(completeLine)]);
  const { rows } = await importAs(page, csv);
  await page.goto(`/agents/${rows[0]?.agentId}?tab=people`);
  // Oneself, and the sponsor of a draft, take effect at once (O2).
  await namePerson(page, "owner", personOf("compliance").name);
  await namePerson(page, "sponsor", "Sofia Lindqvist");
  await page.goto(`/agents/${rows[0]?.agentId}`);
  await takeStep(page, "Register");
  await takeStep(page, "Activate");

  await page.goto(`/agents?q=${stamp}`);
  await page.getByRole("checkbox", { name: "Select all agents on this page" }).click();
  await page.getByRole("region", { name: "Selected rows" }).getByRole("button", { name: "Suspend" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Reason").fill("The carrier asked for a pause");
  await dialog.getByRole("button", { name: "Suspend 2 agents" }).click();
  await expect(dialog.getByRole("alert")).toContainText("1 done, 1 not. What was done stays done.");
  const refused = dialog.getByRole("list", { name: "Rows that were not changed" }).getByRole("listitem");
  await expect(refused).toHaveCount(1);
  await expect(refused).toContainText(names[1] ?? "");
  await expectForEverybody(page);
  await dialog.getByRole("button", { name: "Close" }).first().click();
  await expect(page.getByRole("row", { name: new RegExp(names[0] ?? "") })).toContainText("Suspended");
  await expect(page.getByRole("row", { name: new RegExp(names[1] ?? "") })).toContainText("Draft");
});

async function namePerson(page: Page, seat: string, person: string): Promise<void> {
  await page.getByRole("button", { name: `Name the ${seat}` }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("combobox", { name: `New ${seat}` }).fill(person);
  await page.getByRole("option", { name: new RegExp(person) }).click();
  await dialog.getByRole("button", { name: "Name", exact: true }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole("list", { name: "Who answers for it" }).getByText(person)).toBeVisible();
}
