import { expect, test } from "@playwright/test";
import { tabTo } from "../support/keyboard";
import { pageAs } from "../support/people";

// What opens is fetched when somebody reaches for it: the first press must do what every later one does.

test("a menu opens with its first press on the keyboard, is walked, and gives the focus back", async ({ browser }) => {
  const page = await pageAs(browser, "compliance");
  await page.goto("/agents?view=all");
  const button = page.getByRole("button", { name: "All agents" });
  for (const key of ["Enter", "Space", "ArrowDown"]) {
    await page.reload();
    await tabTo(page, button);
    await expect(button).toHaveAttribute("aria-haspopup", "menu");
    await expect(button).toHaveAttribute("aria-expanded", "false");
    await page.keyboard.press(key);
    await expect(page.getByRole("menuitem", { name: "All agents" })).toBeFocused();
    await expect(button).toHaveAttribute("aria-expanded", "true");
    await page.keyboard.press("ArrowDown");
    await expect(page.getByRole("menuitem", { name: "All agents" })).not.toBeFocused();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("menu")).toHaveCount(0);
    await expect(button).toBeFocused();
  }
});

test("a press is not lost when the menu comes late, and a part that does not come is told", async ({ browser }) => {
  const page = await pageAs(browser, "compliance");
  await page.goto("/agents?view=all");
  await page.waitForLoadState("networkidle");
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  await page.route("**/_next/static/chunks/*.js", async (route) => {
    await released;
    await route.continue();
  });
  await page.getByRole("button", { name: "Columns and density" }).click();
  await expect(page.getByRole("menu")).toHaveCount(0);
  release();
  await expect(page.getByRole("menuitemcheckbox", { name: "Sponsor" })).toBeVisible();
  await page.keyboard.press("Escape");

  await page.unrouteAll();
  await page.reload();
  await page.waitForLoadState("networkidle");
  await page.route("**/_next/static/chunks/*.js", (route) => route.abort());
  await page.getByRole("button", { name: "Columns and density" }).click();
  await expect(page.getByRole("status").filter({ hasText: "A part of this page could not be fetched" })).toBeVisible();
});

test("a tooltip comes on hover and on focus, and Escape ends it", async ({ browser }) => {
  const page = await pageAs(browser, "compliance");
  await page.goto("/agents?view=all");
  const button = page.getByRole("button", { name: "Columns and density" });
  const told = page.getByText("Columns and density", { exact: true });
  await expect(told).toHaveCount(0);
  await button.hover();
  await expect(told).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(told).toHaveCount(0);
  await tabTo(page, button);
  await expect(told).toBeVisible();
  await page.keyboard.press("Tab");
  await expect(told).toHaveCount(0);
});
