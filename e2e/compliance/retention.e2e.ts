import { expect, test } from "@playwright/test";
import { expectAccessible, expectNoSideScroll } from "../support/axe";
import { pageAs, personOf } from "../support/people";
import { seeded } from "../support/seeding";

test("L3 compliance asks for a hold and sees what it covers; another person confirms it", async ({ browser }) => {
  const matter = `Case ${Date.now()}`;
  const page = await pageAs(browser, "compliance");
  await page.goto("/audit/retention");
  await page.getByRole("button", { name: "Ask for a hold" }).click();
  const asking = page.getByRole("dialog", { name: "Ask for a legal hold" });
  await asking.getByRole("textbox", { name: "Matter" }).fill(matter);
  await asking.getByRole("button", { name: "Count what it covers" }).click();
  await expect(asking.getByText(/^(More than )?[1-9][\d,]* events are covered now\.$/)).toBeVisible();
  // One day before there was any event: nothing that others do here is held.
  await asking.getByLabel("From").fill("2020-01-01");
  await asking.getByLabel("To").fill("2020-01-01");
  await asking.getByRole("textbox", { name: "Why?" }).fill("Proceedings before the labour court.");
  await asking.getByRole("button", { name: "Ask for it" }).click();
  const own = page.getByRole("listitem").filter({ hasText: matter });
  await expect(own.getByText("Waits for a second person")).toBeVisible();
  await expect(own.getByRole("button", { name: "Confirm" })).toHaveAccessibleDescription(/second person/);
  await expectAccessible(page);

  // Somebody who left and still answers for an agent: said before a reason is written, and the button is off.
  const leaver = `Leaver ${Date.now()}`;
  await seeded("e2e/support/seed-leaver.ts", leaver);
  await page.getByRole("button", { name: "Ask for an erasure" }).click();
  const erasing = page.getByRole("dialog", { name: "Ask to erase a person" });
  await erasing.getByRole("combobox", { name: "Person" }).pressSequentially(leaver);
  await page.getByRole("option", { name: new RegExp(leaver) }).click();
  await expect(erasing.getByText("This person cannot be erased yet")).toBeVisible();
  await expect(erasing.getByText("Personal fields in the log")).toBeVisible();
  await expect(erasing.getByRole("button", { name: "Ask for it" })).toHaveAccessibleDescription(/name somebody else/);
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await seeded("e2e/support/seed-leaver.ts", "end", leaver);

  const second = await pageAs(browser, "ciso");
  await second.goto("/audit/retention");
  const row = second.getByRole("listitem").filter({ hasText: matter });
  await row.getByRole("button", { name: "Confirm" }).click();
  const confirming = second.getByRole("dialog", { name: `Put “${matter}” into force?` });
  await expect(confirming.getByText("0 events are covered now.")).toBeVisible();
  await confirming.getByRole("button", { name: "Confirm" }).click();
  await expect(row.getByText("In force", { exact: true })).toBeVisible();
  await expect(row.getByText(new RegExp(`confirmed by ${personOf("ciso").name}`))).toBeVisible();
  await second.setViewportSize({ width: 360, height: 740 });
  await expectNoSideScroll(second);
});
