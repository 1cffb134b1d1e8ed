import { expect, type Page, test } from "@playwright/test";
import { expectAccessible, expectNoSideScroll } from "../support/axe";
import { pageAs } from "../support/people";

test.describe.configure({ timeout: 60_000, mode: "serial" });

const coolDown = (page: Page) => page.getByLabel("Cool-down after a no, in minutes");

async function saveCoolDown(page: Page, minutes: string): Promise<void> {
  await coolDown(page).fill(minutes);
  await page.getByRole("button", { name: "Save" }).click();
}

test("A7 compliance finds the settings of approvals, is told what cannot be, and changes the cool-down", async ({
  browser,
}) => {
  const page = await pageAs(browser, "compliance");
  await page.goto("/settings");
  await page.getByRole("region", { name: "Installation" }).getByRole("link", { name: "Approvals" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Approvals" })).toBeVisible();
  const before = await coolDown(page).inputValue();
  await saveCoolDown(page, "99999999");
  await expect(coolDown(page)).toHaveAccessibleDescription(/30 days at most/);
  await saveCoolDown(page, "720");
  await expect(page.getByText("Settings saved").first()).toBeVisible();
  await page.reload();
  await expect(coolDown(page)).toHaveValue("720");
  await expectAccessible(page);
  await saveCoolDown(page, before);
  await expect(page.getByText("Settings saved").first()).toBeVisible();
  await page.setViewportSize({ width: 390, height: 844 });
  await expectNoSideScroll(page);
  await page.context().close();
});

test("A9 a number of the measures opens the requests it was counted from", async ({ browser }) => {
  const page = await pageAs(browser, "compliance");
  await page.goto("/approvals/measures?days=90");
  const glass = page.getByRole("link", { name: /^Glass broken/ });
  const counted = Number(/(\d+)$/.exec((await glass.textContent()) ?? "")?.[1]);
  await expectAccessible(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await expectNoSideScroll(page);
  expect(counted).toBeGreaterThan(0);
  await glass.click();
  await expect(page.getByRole("heading", { level: 1, name: "Requests behind a measure" })).toBeVisible();
  await expect(page.getByRole("table").getByRole("link")).toHaveCount(counted);
  await expectNoSideScroll(page);
  await page.context().close();
});
