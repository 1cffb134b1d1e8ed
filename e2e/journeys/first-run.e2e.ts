import { expect, test } from "@playwright/test";
import { House } from "@/scripts/check/house";

test("O6 the first run without the demo: a one-time link, one administrator, an empty console", async ({ browser }) => {
  test.setTimeout(120_000);
  const house = await House.onFreePorts({ demo: false });
  try {
    await house.start();
    const link = /at: (http:\/\/localhost:\d+\/setup\/[\w-]+)/.exec(house.said)?.[1] ?? "";
    const page = await browser.newPage();
    await page.goto(link);
    await page.getByLabel("Name").fill("Ada Founder");
    await page.getByLabel("E-mail address").fill("ada@norvik.example");
    await page.getByLabel("Password", { exact: true }).fill("a long sentence nobody guesses");
    await page.getByRole("main").getByRole("button").last().click();
    await expect(page.getByRole("heading", { level: 1, name: "Inbox" })).toBeVisible();
    await expect(page.getByText("Ada Founder").first()).toBeVisible();

    await page.goto(`${house.consoleUrl}/agents`);
    await expect(page.getByRole("heading", { name: "No agents yet" })).toBeVisible();
    const second = await (await browser.newContext()).newPage();
    await second.goto(link);
    await expect(second.getByRole("heading", { level: 1, name: "This link does not work" })).toBeVisible();
    await second.goto(`${house.consoleUrl}/sign-in`);
    await expect(second.getByRole("button", { name: /Continue as/ })).toHaveCount(0);
    await second.getByLabel("E-mail address").fill("ada@norvik.example");
    await second.getByLabel("Password").fill("a long sentence nobody guesses");
    await second.getByRole("button", { name: "Sign in", exact: true }).click();
    await expect(second.getByRole("heading", { level: 1, name: "Inbox" })).toBeVisible();
  } finally {
    await house.stop();
    house.remove();
  }
});
