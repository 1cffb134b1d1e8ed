import { expect, test } from "@playwright/test";
import { expectAccessible, expectNoSideScroll } from "../support/axe";
import { pageAs } from "../support/people";

test("V5 an owner registers from a template, and the agent says that it stays within", async ({ browser }) => {
  test.setTimeout(60_000);
  const page = await pageAs(browser, "owner");
  const name = `Desk sorter ${Date.now().toString(36)}`;
  await page.goto("/agents");
  await page.getByRole("link", { name: "Templates" }).press("Enter");
  await expect(page.getByRole("list", { name: "Shipped templates" }).getByRole("listitem")).toHaveCount(8);
  await expectAccessible(page);
  await page.getByRole("link", { name: "Ticket triage" }).press("Enter");
  await expect(page.getByRole("list", { name: "By environment" })).toContainText("Moderate");
  await expectAccessible(page);
  await page.getByRole("link", { name: "Register from it" }).press("Enter");
  await expect(page.getByText("From the template Ticket triage")).toBeVisible();
  await expect(page.getByRole("radio", { name: "Acts alone" })).toBeChecked();
  await page.getByRole("textbox", { name: "Name", exact: true }).fill(name);
  await page.setViewportSize({ width: 360, height: 800 });
  await expectNoSideScroll(page);
  await page.getByRole("button", { name: "Save the draft" }).press("Enter");
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  await expect(page.getByText("It stays within the template.")).toBeVisible();
  await expect(page.getByRole("link", { name: "Ticket triage" })).toBeVisible();
});

test("V5 an owner proposes an agent, and compliance approves it", async ({ browser }) => {
  test.setTimeout(60_000);
  const owner = await pageAs(browser, "owner");
  const name = `Matching ${Date.now().toString(36)}`;
  await owner.goto("/agents?q=invoice&status=active&env=production");
  await owner.locator("[data-row-link]").first().click();
  await owner.getByRole("button", { name: "Propose as a template" }).press("Enter");
  const dialog = owner.getByRole("dialog");
  await dialog.getByRole("textbox", { name: "Name" }).fill(name);
  await dialog.getByRole("textbox", { name: "When to use it" }).fill("Too short");
  await dialog.getByRole("button", { name: "Propose" }).press("Enter");
  await expect(dialog.getByText("Say in at least 20 characters")).toBeVisible();
  await dialog.getByRole("textbox", { name: "When to use it" }).fill("For teams that match papers with orders.");
  await dialog.getByRole("textbox", { name: /Must not be added/ }).fill("Tools that pay.\nTools that delete.");
  await dialog.getByRole("button", { name: "Propose" }).press("Enter");
  await expect(owner.getByRole("heading", { level: 1, name })).toBeVisible();
  await expect(owner.getByText("Waits for approval")).toBeVisible();
  await expect(owner.getByRole("link", { name: "Register from it" })).toHaveCount(0);

  const compliance = await pageAs(browser, "compliance");
  await compliance.goto(new URL(owner.url()).pathname);
  await compliance.getByRole("main").getByRole("button", { name: "Approve" }).press("Enter");
  await compliance.getByRole("dialog").getByRole("button", { name: "Approve" }).press("Enter");
  await expect(compliance.getByRole("link", { name: "Register from it" })).toBeVisible();
  await expect(compliance.getByText("approved by Inês Carvalho")).toBeVisible();
  await expectAccessible(compliance);
});
