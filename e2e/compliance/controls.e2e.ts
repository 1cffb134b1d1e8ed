import { expect, test } from "@playwright/test";
import { expectAccessible, expectNoSideScroll } from "../support/axe";
import { pageAs, personOf } from "../support/people";

test("D3 compliance opens a control, follows it to the rows and names who answers; the auditor only reads", async ({
  browser,
}) => {
  const page = await pageAs(browser, "compliance");
  await page.goto("/compliance");
  await page.getByRole("button", { name: "Check now" }).click();
  await expect(page.getByText("Every control was checked")).toBeVisible();
  await page.getByRole("list", { name: "Frameworks" }).getByRole("link", { name: /^DORA/ }).click();
  await page.getByRole("link", { name: /^Art\.28/ }).click();
  await expect(page.getByRole("heading", { level: 1, name: /^Art\.28/ })).toBeVisible();
  await expectAccessible(page);

  const evidence = page.getByRole("list", { name: "Evidence" });
  await evidence.getByRole("link", { name: /of “Who stands behind dangerous agents is known”/ }).click();
  await expect(page.getByRole("heading", { name: "Rows that speak against it" })).toBeVisible();
  await page.getByRole("link", { name: "DORA Art.28" }).click();

  const { name } = personOf("compliance");
  await page.getByRole("combobox", { name: "Answers for it" }).click();
  await page.getByRole("option", { name }).click();
  await page.getByRole("button", { name: "Save the owner" }).click();
  await expect(page.getByText("The owner is named")).toBeVisible();
  await page.setViewportSize({ width: 360, height: 740 });
  await expectNoSideScroll(page);

  const auditor = await pageAs(browser, "auditor");
  await auditor.goto("/compliance/dora/Art.28");
  await expect(auditor.getByText(name).first()).toBeVisible();
  await expect(auditor.getByRole("button", { name: "Save the owner" })).toHaveCount(0);
  await expect(auditor.getByRole("link", { name: "Take evidence home" })).toBeVisible();
});
