import { expect, test } from "@playwright/test";
import { expectAccessible, expectNoSideScroll } from "../support/axe";
import { tabTo } from "../support/keyboard";
import { pageAs } from "../support/people";

// Two themes at several widths, each read in full.
test.describe.configure({ timeout: 90_000 });

test("an owner links a tool to a resource and sees the number and the picture", async ({ browser }) => {
  const page = await pageAs(browser, "owner");
  await page.goto("/agents?people=mine&status=active&q=payout");
  const href = await page.locator("[data-row-link]").first().getAttribute("href");
  await page.goto(`${href}?tab=reach`);
  const number = page.getByRole("region", { name: "Blast radius" });
  const before = await number.textContent();

  await page.getByRole("main").getByRole("link", { name: "Link tools" }).first().click();
  await page.getByRole("group").getByRole("checkbox").nth(1).click();
  await page.getByRole("combobox", { name: "Resource" }).fill("key vault");
  await page.getByRole("option", { name: /Key vault/ }).click();
  await page.getByRole("button", { name: "Link", exact: true }).click();
  await expect(page.getByRole("region", { name: /^\d+ links?$/ })).toContainText("Key vault");

  await page.getByRole("link", { name: "See its reach" }).click();
  await expect(page.getByRole("table", { name: "Resources within reach" })).toContainText("Key vault");
  expect(await number.textContent()).not.toBe(before);
  const picture = page.getByRole("list", { name: /From the agent by servers/ });
  await tabTo(page, picture.getByRole("link", { name: /Key vault/ }));
  await expect(picture.getByRole("link", { name: /Key vault/ })).toHaveAttribute("data-lit", "");
});

test("a reader and a phone can use an agent's reach", async ({ browser }) => {
  const page = await pageAs(browser, "owner");
  await page.goto("/agents?people=mine&status=active&q=payout");
  const href = await page.locator("[data-row-link]").first().getAttribute("href");
  await page.goto(`${href}?tab=reach`);
  await expectAccessible(page);
  await page.setViewportSize({ width: 360, height: 800 });
  await expectNoSideScroll(page);
  await expect(page.getByRole("table", { name: "Resources within reach" })).toBeVisible();
});
