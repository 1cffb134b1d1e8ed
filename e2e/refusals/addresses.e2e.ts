import { expect, type Page, test } from "@playwright/test";
import { pageAs, personOf } from "../support/people";

async function openFirstAgent(page: Page): Promise<string> {
  await page.goto("/agents");
  const link = page.getByRole("table").getByRole("link").first();
  const href = await link.getAttribute("href");
  expect(href).toMatch(/^\/agents\/agt_/);
  return href as string;
}

test("V1 a damaged address opens the page and says what is wrong with it", async ({ browser }) => {
  const page = await pageAs(browser, "compliance");
  const agent = await openFirstAgent(page);
  for (const [path, told] of [
    ["/agents?cursor=damaged", "This page link is damaged"],
    ["/audit?older=evt_00000000000000000000000000", "Part of the address was not understood"],
    ["/audit?event=%00", "This event is not here"],
    [`${agent}?tab=timeline&older=damaged!`, "This page link is damaged"],
  ] as const) {
    const answer = await page.goto(path);
    expect(answer?.status(), path).toBe(200);
    await expect(page.getByRole("main").getByText(told), path).toBeVisible();
  }
});

test("O5 characters that no database holds are no failure of any page or API", async ({ browser }) => {
  const page = await pageAs(browser, "compliance");
  for (const path of ["/agents?q=a%00b", "/agents?provider=%00", "/people?q=%00", "/audit?agent=%00"]) {
    expect((await page.goto(path))?.status(), path).toBe(200);
  }
  for (const [path, status] of [
    ["/api/palette?q=%00ab", 200],
    ["/api/agents/people?q=%00", 200],
    ["/api/audit/%00/proof", 404],
  ] as const) {
    const answer = await page.request.get(path);
    expect(answer.status(), path).toBe(status);
    expect(await answer.text(), path).not.toContain('"failed":true');
  }
});

test("L1 each event of an agent's timeline leads to its record", async ({ browser }) => {
  const page = await pageAs(browser, "compliance");
  await page.goto(`${await openFirstAgent(page)}?tab=timeline`);
  await page.getByRole("link", { name: "Record of this event" }).first().click();
  await expect(page.getByRole("dialog", { name: "Event" })).toBeVisible();
});

test("O6 what a browser claims in X-Forwarded-For is not the address it signs in from", async ({ browser }) => {
  const context = await browser.newContext({ extraHTTPHeaders: { "x-forwarded-for": "203.0.113.77" } });
  const page = await context.newPage();
  await page.goto("/sign-in");
  await page.getByRole("button", { name: new RegExp(personOf("auditor").name) }).click();
  await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
  await page.goto("/account");
  const own = page.getByRole("listitem").filter({ hasText: "This browser" });
  await expect(own).toContainText("from 127.0.0.1");
  await expect(own).not.toContainText("203.0.113.77");
});
