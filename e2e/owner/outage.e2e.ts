import { expect, test } from "@playwright/test";
import pg from "pg";
import { expectAccessible, expectNoSideScroll } from "../support/axe";
import { pageAs } from "../support/people";

const databaseUrl = process.env.E2E_DATABASE_URL ?? "";

test("P3 a list that cannot be read is an error with a way out, never an empty list", async ({ browser }) => {
  test.setTimeout(60_000);
  test.skip(!databaseUrl, "needs the database of the console under test");
  const page = await pageAs(browser, "compliance");
  await page.goto("/inbox");
  const database = new pg.Client(databaseUrl);
  await database.connect();
  try {
    await database.query("alter table agent_sources rename to agent_sources_away");
    await page.goto("/agents");
    const told = page.getByRole("alert").filter({ hasText: "This page could not be shown" });
    await expect(told).toBeVisible();
    await expect(told).toContainText("Quote this when you ask for help");
    await expect(page.getByText(/No agents/)).toHaveCount(0);
    await expectAccessible(page);
    await page.setViewportSize({ width: 360, height: 800 });
    await expectNoSideScroll(page);
  } finally {
    await database.query("alter table agent_sources_away rename to agent_sources");
    await database.end();
  }
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("table", { name: "agents" })).toBeVisible();
});
