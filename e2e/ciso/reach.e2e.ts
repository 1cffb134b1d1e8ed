import { expect, test } from "@playwright/test";
import { expectAccessible, expectNoSideScroll } from "../support/axe";
import { pageAs } from "../support/people";
import { tableOf } from "../support/tables";

// Two themes at several widths, each read in full.
test.describe.configure({ timeout: 90_000 });

test("the CISO asks who can reach a resource, and what falls with a credential", async ({ browser }) => {
  const page = await pageAs(browser, "ciso");
  await page.goto("/resources?q=booking+database");
  await page.getByRole("link", { name: "Booking database" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Booking database" })).toBeVisible();
  const rows = tableOf(page, "agents").getByRole("row");
  await expect(rows.nth(1)).toContainText("booking");
  await expect(page.getByRole("button", { name: "Edit" })).toHaveAttribute("aria-disabled", "true");

  await page.goto("/reach");
  await page.getByRole("combobox", { name: "What is compromised" }).click();
  await page.getByRole("option", { name: "Credential" }).click();
  await page.getByRole("combobox", { name: "Which credential" }).fill("booking");
  await page
    .getByRole("option", { name: /booking/ })
    .first()
    .click();
  await expect(page.getByRole("region", { name: "What to do first" })).toContainText("Renew it where it is issued");
  await expect(page.getByRole("table", { name: "Resources within reach" })).toContainText("Booking database");
});

for (const path of ["/reach", "/resources", "/resources/new", "/reach/data/secrets"]) {
  test(`a reader and a phone can use ${path}`, async ({ browser }) => {
    const page = await pageAs(browser, path === "/resources/new" ? "compliance" : "ciso");
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
    await expectAccessible(page);
    await page.setViewportSize({ width: 360, height: 800 });
    await expectNoSideScroll(page);
  });
}
