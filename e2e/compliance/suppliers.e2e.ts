import { expect, test } from "@playwright/test";
import { expectAccessible, expectNoSideScroll } from "../support/axe";
import { pageAs } from "../support/people";
import { rowOf } from "../support/tables";

test("V6 compliance registers a supplier with the keyboard, is told what is wrong, and trusts its claims", async ({
  browser,
}) => {
  test.setTimeout(60_000);
  const page = await pageAs(browser, "compliance");
  const name = `Alder Tools ${Date.now().toString(36)}`;
  await page.goto("/suppliers/new");
  await page.getByRole("textbox", { name: "Name", exact: true }).fill(name);
  await page.getByRole("textbox", { name: "LEI", exact: false }).first().fill("529900T8BM49AURSDO56");
  await page.getByRole("button", { name: "Register the supplier" }).press("Enter");
  await page.getByRole("alert").getByRole("button", { name: "LEI" }).press("Enter");
  const lei = page.getByRole("textbox", { name: /^LEI(?! of)/ });
  await expect(lei).toBeFocused();
  await lei.fill("529900T8BM49AURSDO55");
  await page.getByRole("combobox", { name: /Types of service/ }).fill("S19");
  await page.getByRole("option", { name: /S19/ }).click();
  await expect(page.getByRole("button", { name: "Remove the type of service S19 Cloud: software" })).toBeVisible();
  await page.getByRole("button", { name: "Register the supplier" }).press("Enter");

  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  await expect(page.getByRole("list", { name: "Missing" })).toContainText("Legal name of the provider");
  await page.getByRole("button", { name: "Trust its claims" }).press("Enter");
  await page.getByRole("textbox", { name: "Reason" }).fill("Their annotations were checked against the code.");
  await page.getByRole("dialog").getByRole("button", { name: "Trust", exact: true }).press("Enter");
  await expect(page.getByRole("button", { name: "Take the trust away" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("link", { name: "Legal name of the provider" }).click();
  await expect(page.getByRole("textbox", { name: /Legal name/ })).toBeFocused();
  await expectAccessible(page);
});

test("V6 the register shows what needs somebody, fits a phone and leaves as an archive", async ({ browser }) => {
  const page = await pageAs(browser, "compliance");
  await page.goto("/suppliers");
  await expect(rowOf(page, "Suppliers", "Openlane")).toContainText("Ended");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Export" }).click();
  await page.getByRole("menuitem", { name: /Register of information/ }).click();
  await page.getByRole("textbox", { name: /LEI of your organisation/ }).fill("894500NORVIKFREIGH61");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Download" }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^register-of-information-\d{4}-\d\d-\d\d\.zip$/);
  await page.setViewportSize({ width: 360, height: 800 });
  await expectNoSideScroll(page);
});

test("V6 an owner reads the register and changes nothing", async ({ browser }) => {
  const page = await pageAs(browser, "owner");
  await page.goto("/suppliers");
  await expect(page.getByRole("link", { name: "Register a supplier" })).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Export", exact: true })).toHaveCount(0);
  await page.getByRole("link", { name: "Anthropic", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Anthropic" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Edit", exact: true })).toHaveCount(0);
  await page.goto("/suppliers/new");
  await expect(page.getByText("This needs the role compliance")).toBeVisible();
  await expect(page.getByRole("form", { name: "Register a supplier" })).toHaveCount(0);
  expect((await page.request.get("/api/suppliers/export?format=dora")).status()).toBe(403);
});
