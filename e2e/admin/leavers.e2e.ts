import { expect, test } from "@playwright/test";
import { expectAccessible, expectNoSideScroll } from "../support/axe";
import { pageAs } from "../support/people";

test.describe.configure({ timeout: 120_000, mode: "serial" });

const LEAVER = "Claudine Mercier";
const INHERITED = "Contract clause comparer";

test("O3 an administrator sees what passes on before somebody is deactivated, and it happens so", async ({
  browser,
}) => {
  const page = await pageAs(browser, "admin");
  await page.goto(`/people?q=${encodeURIComponent(LEAVER)}`);
  await page.getByRole("link", { name: LEAVER }).click();
  await page.getByRole("button", { name: "Deactivate", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: `Deactivate ${LEAVER}?` });
  await expect(dialog.getByText("3 agents pass on in the same moment:")).toBeVisible();
  const row = dialog.getByRole("listitem").filter({ hasText: INHERITED });
  await expect(row).toContainText("owner: Inês Carvalho");
  await expect(row).toContainText("sponsor: Aldous Brandt");
  await expectAccessible(page);
  await dialog.getByRole("textbox", { name: "Reason" }).fill("Left the company");
  await dialog.getByRole("button", { name: "Deactivate" }).click();
  await expect(page.getByRole("button", { name: "Reactivate" })).toBeVisible();
});

test("O3 the successor finds what came to them, and keeps it", async ({ browser }) => {
  const page = await pageAs(browser, "compliance");
  await page.goto("/inbox");
  await page.getByRole("link", { name: /came to you from somebody who left/ }).click();
  await expect(page.getByText(`You follow ${LEAVER} as its owner, who left.`)).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: `Keep: ${INHERITED}` }).click();
  await expect(page.getByText("Nothing came to you")).toBeVisible();
});

test("O3 compliance sends an orphan to the governance queue and claims it there", async ({ browser }) => {
  const page = await pageAs(browser, "compliance");
  await page.goto("/ownership?view=orphans");
  await page.getByRole("button", { name: "Send to queue: EDI message translator" }).click();
  await expect(page.getByRole("button", { name: "Send to queue: EDI message translator" })).toHaveCount(0);
  await page.getByRole("link", { name: /Governance queue/ }).click();
  await expect(page.getByRole("rowheader", { name: /EDI message translator/ })).toBeVisible();
  await page.getByRole("button", { name: "Claim: EDI message translator" }).click();
  await expect(page.getByText("Nothing waits in the queue")).toBeVisible();
});

for (const view of ["queue", "orphans", "dormant", "stale", "received", "handovers"]) {
  test(`O4 a reader and a phone can use the view ${view}`, async ({ browser }) => {
    const page = await pageAs(browser, "compliance");
    await page.goto(`/ownership?view=${view}`);
    await expect(page.getByRole("heading", { level: 1, name: "Ownership" })).toBeVisible();
    await expectAccessible(page);
    await page.setViewportSize({ width: 360, height: 800 });
    await expectNoSideScroll(page);
  });
}

test("O6 an administrator corrects what is stated about a person", async ({ browser }) => {
  const page = await pageAs(browser, "admin");
  await page.goto("/people?q=mateo");
  await page.getByRole("link", { name: "Mateo Fuentes" }).click();
  await page.getByRole("button", { name: "Edit", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Edit Mateo Fuentes" });
  await dialog.getByRole("textbox", { name: /Title/ }).fill("People systems lead");
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByText("People systems lead")).toBeVisible();
});
