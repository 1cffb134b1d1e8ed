import { expect, test } from "@playwright/test";
import { expectAccessible, expectNoSideScroll } from "../support/axe";
import { pageAs } from "../support/people";

test("M4 the CISO goes from a team's denials to its agents and on to the decisions behind one number", async ({
  browser,
}) => {
  const page = await pageAs(browser, "ciso");
  await page.goto("/usage?period=quarter");
  const teams = page.getByRole("region", { name: "Usage by team" });
  await expect(teams.getByRole("columnheader", { name: "Calls" })).toHaveAttribute("aria-sort", "descending");
  await expectAccessible(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await expectNoSideScroll(page);
  await teams.getByRole("columnheader", { name: "Denied" }).getByRole("link").click();
  await expect(teams.getByRole("columnheader", { name: "Denied" })).toHaveAttribute("aria-sort", "descending");
  await teams.getByRole("rowheader").first().getByRole("link").press("Enter");
  await expect(page).toHaveURL(/by=agent.*team=/);
  const agents = page.getByRole("region", { name: "Usage by agent" });
  await agents.getByRole("columnheader", { name: "Denied" }).getByRole("link").click();
  await expect(agents.getByRole("columnheader", { name: "Denied" })).toHaveAttribute("aria-sort", "descending");
  const file = page.waitForEvent("download");
  await page.getByRole("link", { name: "CSV" }).click();
  expect((await file).suggestedFilename()).toMatch(/^usage-by-agent-.*\.csv$/);
  await agents.getByRole("cell").nth(3).getByRole("link").click();
  await page.waitForURL(/\/decisions\?.*outcome=deny/);
  await expect(page.getByRole("heading", { level: 1, name: "Decisions" })).toBeVisible();
  await page.context().close();
});
