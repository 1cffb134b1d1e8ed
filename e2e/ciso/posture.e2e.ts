import { expect, test } from "@playwright/test";
import { expectAccessible, expectNoSideScroll } from "../support/axe";
import { pageAs } from "../support/people";

test("D1 the CISO begins with the posture and follows a number to the rows that it was counted from", async ({
  browser,
}) => {
  const page = await pageAs(browser, "ciso");
  await page.goto("/");
  await expect(page).toHaveURL(/\/posture$/);
  const numbers = page.getByRole("list", { name: "The numbers that matter" }).getByRole("listitem");
  await expect(numbers).toHaveCount(6);
  await expectAccessible(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await expectNoSideScroll(page);

  const overdue = numbers.filter({ hasText: "Overdue reviews" }).getByRole("link");
  const counted = Number(await overdue.getByText(/^\d+$/).textContent());
  expect(counted).toBeGreaterThan(0);
  await overdue.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(`Overdue reviews: ${counted}`);
  const rows = page.getByRole("region", { name: "Overdue reviews: the rows" }).getByRole("rowheader");
  const next = page.getByRole("link", { name: "Next", exact: true });
  let listed = await rows.count();
  while (await next.isVisible()) {
    const before = page.url();
    await next.click();
    await page.waitForURL(({ href }) => href !== before);
    listed += await rows.count();
  }
  expect(listed).toBe(counted);
  await rows.first().getByRole("link").click();
  await expect(page).toHaveURL(/\/(agents|campaigns)\//);

  await page.goto("/posture/quarters?to=now");
  const compared = page.getByRole("region", { name: "Quarters compared" }).getByRole("table");
  await expect(compared.getByRole("columnheader").nth(2)).toHaveText("Now");
  const reviews = compared.getByRole("row").filter({ hasText: "Overdue reviews" }).getByRole("cell");
  await expect(reviews.nth(1)).toHaveText(String(counted));
  await expect(reviews.nth(2)).toHaveText(/better|worse|same/);
});
