import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

const WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** What a theme can break: it changes colours and nothing else. */
const OF_COLOURS = ["color-contrast", "link-in-text-block"];

/** Nothing to object to for a reader, in either theme. */
export async function expectAccessible(page: Page): Promise<void> {
  // Toggles are named by their labels once the page is alive; before that nobody can use them either.
  await expect(
    page.locator("[role=radio], [role=checkbox]").and(page.locator(":not([aria-label], [aria-labelledby])")),
  ).toHaveCount(0);
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await expect(page.locator("html")).toHaveClass(new RegExp(colorScheme));
    const axe = new AxeBuilder({ page });
    const { violations } = await (colorScheme === "light" ? axe.withTags(WCAG) : axe.withRules(OF_COLOURS)).analyze();
    const found = violations.map(
      ({ id, nodes }) => `${colorScheme} ${id}: ${nodes.map((node) => node.target).join(" | ")}`,
    );
    expect(found).toEqual([]);
  }
}

/** The page fits its window: nothing is cut off at the side. */
export async function expectNoSideScroll(page: Page): Promise<void> {
  // Charts take their new width one drawing after the window.
  const over = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  await expect.poll(over).toBeLessThanOrEqual(0);
}
