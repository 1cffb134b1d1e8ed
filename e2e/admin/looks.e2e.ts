import { expect, test } from "@playwright/test";
import { expectAccessible, expectNoSideScroll } from "../support/axe";
import { pageAs } from "../support/people";

test.describe.configure({ timeout: 90_000 });

for (const path of [
  "/inbox",
  "/people",
  "/people?q=nobody-is-called-this",
  "/people/teams",
  "/people/reviewers",
  "/settings",
]) {
  test(`P1 a reader and a phone can use ${path}`, async ({ browser }) => {
    const page = await pageAs(browser, "admin");
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
    await expectAccessible(page);
    await page.setViewportSize({ width: 360, height: 800 });
    await expectNoSideScroll(page);
  });
}

test("P1 a reader and a phone can use a person's page", async ({ browser }) => {
  const page = await pageAs(browser, "admin");
  await page.goto("/people?q=marta");
  await page.getByRole("link", { name: "Marta Nowak" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Marta Nowak" })).toBeVisible();
  await expectAccessible(page);
  await page.setViewportSize({ width: 360, height: 800 });
  await expectNoSideScroll(page);
});

for (const path of ["/sign-in", "/setup/never-made-this-link", "/agents/agt_nowhere"]) {
  test(`P1 a reader can use ${path} and is told what to do`, async ({ browser }) => {
    const page = path.startsWith("/agents")
      ? await pageAs(browser, "admin")
      : await (await browser.newContext()).newPage();
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
    await expectAccessible(page);
    await page.setViewportSize({ width: 360, height: 800 });
    await expectNoSideScroll(page);
  });
}
