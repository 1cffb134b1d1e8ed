import { expect, test } from "@playwright/test";
import { expectAccessible, expectNoSideScroll } from "../support/axe";
import { pageAs } from "../support/people";

// Two themes at two widths, each read in full.
test.describe.configure({ timeout: 90_000 });

const PAGES = [
  "/agents",
  "/agents?q=nothing-is-called-this",
  "/agents?tier=critical&status=active&density=compact",
  "/agents/new",
  "/imports",
  "/imports/new",
];

for (const path of PAGES) {
  test(`a reader and a phone can use ${path}`, async ({ browser }) => {
    const page = await pageAs(browser, "compliance");
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
    await expectAccessible(page);
    for (const width of [390, 360]) {
      await page.setViewportSize({ width, height: 844 });
      await expectNoSideScroll(page);
    }
  });
}

for (const tab of ["", "?tab=people", "?tab=timeline", "/edit"]) {
  test(`a reader and a phone can use an agent's page ${tab}`, async ({ browser }) => {
    const page = await pageAs(browser, "compliance");
    await page.goto("/agents?q=carrier+payout");
    const href = await page.locator("[data-row-link]").first().getAttribute("href");
    await page.goto(`${href}${tab}`);
    await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
    await expectAccessible(page);
    await page.setViewportSize({ width: 360, height: 800 });
    await expectNoSideScroll(page);
  });
}

test("a reader can use the quick look", async ({ browser }) => {
  const page = await pageAs(browser, "compliance");
  await page.goto("/agents");
  const href = await page.locator("[data-row-link]").first().getAttribute("href");
  await page.goto(`/agents?peek=${href?.split("/").at(-1)}`);
  await expect(page.getByRole("dialog")).toBeVisible();
  await expectAccessible(page);
});
