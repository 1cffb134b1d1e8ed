import { expect, type Locator, type Page } from "@playwright/test";

const MOST_STOPS = 120;

/** What the server drew is seen before React has taken it over, and until then no key is heard. */
async function untilAlive(target: Locator): Promise<void> {
  const isAlive = (element: Element) => Object.keys(element).some((key) => key.startsWith("__reactProps"));
  await expect.poll(() => target.evaluate(isAlive)).toBe(true);
}

/** Presses Tab until `target` has the focus, as somebody without a mouse would. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible();
  await untilAlive(target);
  for (let stop = 0; stop < MOST_STOPS; stop++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error("The keyboard does not reach this control");
}

/** Goes to a field and types into it. */
export async function typeInto(page: Page, target: Locator, text: string): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.type(text);
}

/** Goes to a control and presses it with the space bar or Enter. */
export async function press(page: Page, target: Locator, key: "Space" | "Enter" = "Enter"): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press(key);
}
