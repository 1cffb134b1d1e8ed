import { expect, type Page, test } from "@playwright/test";
import { expectAccessible, expectNoSideScroll } from "../support/axe";
import { press, typeInto } from "../support/keyboard";
import { pageAs, personOf } from "../support/people";

const marta = personOf("owner").name;
const daniel = personOf("reviewer").name;

/** A draft of Marta's, on its People tab. */
async function draft(page: Page): Promise<string> {
  const name = `Remittance reader ${Date.now().toString(36)}`;
  await page.goto("/agents/new");
  await page.getByRole("textbox", { name: "Name", exact: true }).fill(name);
  await page.getByRole("button", { name: "Save the draft" }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  await page.getByRole("navigation", { name: "About this agent" }).getByRole("link", { name: "People" }).click();
  await expect(page.getByRole("heading", { name: "Who answered when" })).toBeVisible();
  return name;
}

async function ask(page: Page, person: string, note: string): Promise<void> {
  await press(page, page.getByRole("button", { name: "Hand over as owner" }));
  const dialog = page.getByRole("dialog");
  await typeInto(page, dialog.getByRole("combobox", { name: "New owner" }), person.slice(0, 6));
  await expect(page.getByRole("option", { name: new RegExp(person) })).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(
    dialog.getByText(new RegExp(`${person} is asked to accept. Until then ${marta} stays owner`)),
  ).toBeVisible();
  await typeInto(page, dialog.getByRole("textbox", { name: "Note" }), note);
  await press(page, dialog.getByRole("button", { name: "Ask", exact: true }));
  await expect(dialog).toHaveCount(0);
}

test("O1 O2 Marta hands an agent over with the keyboard, Daniel accepts, and the history tells it", async ({
  browser,
}) => {
  test.setTimeout(90_000);
  const page = await pageAs(browser, "owner");
  const name = await draft(page);
  await ask(page, daniel, "You know the bank's formats best.");

  const seats = page.getByRole("list", { name: "Who answers for it" });
  await expect(seats.getByText("You know the bank's formats best.")).toBeVisible();
  await expect(seats.getByRole("button", { name: "Hand over as owner" })).toBeDisabled();
  await expectAccessible(page);
  await expectNoSideScroll(page);

  const reviewer = await pageAs(browser, "reviewer");
  await reviewer.goto("/inbox");
  await press(
    reviewer,
    reviewer.getByRole("link", { name: /asks you to answer for|offers to answer for agents wait/ }),
  );
  await expect(reviewer.getByRole("heading", { level: 1, name: "Hand-overs" })).toBeVisible();
  const offer = reviewer.getByRole("list", { name: "Asked of you" }).getByRole("listitem").filter({ hasText: name });
  await expectAccessible(reviewer);
  await press(reviewer, offer.getByRole("button", { name: `Accept to answer for ${name} as owner` }));
  const confirm = reviewer.getByRole("dialog").or(reviewer.getByRole("alertdialog"));
  await expect(confirm.getByText(new RegExp(`in place of ${marta}`))).toBeVisible();
  await press(reviewer, confirm.getByRole("button", { name: "Accept", exact: true }));
  // Behind the question the page is hidden from readers: only once it is answered does the missing offer say anything.
  await expect(confirm).toHaveCount(0);
  await expect(offer).toHaveCount(0);

  await page.reload();
  await expect(page.getByRole("list", { name: "Who answers for it" }).getByText(daniel, { exact: true })).toBeVisible();
  const history = page.getByRole("list", { name: "Who answered when" });
  await expect(history.getByRole("listitem").first()).toContainText(
    new RegExp(`${daniel}.*accepted when ${marta} asked`),
  );
  await expect(history.getByRole("listitem").nth(1)).toContainText(new RegExp(`${marta}.* until `));
});

test("O2 Daniel declines with a reason, and Marta withdraws what she asked", async ({ browser }) => {
  test.setTimeout(90_000);
  const page = await pageAs(browser, "owner");
  const name = await draft(page);
  await ask(page, daniel, "Would you?");

  const reviewer = await pageAs(browser, "reviewer", { viewport: { width: 360, height: 740 } });
  await reviewer.goto("/inbox/hand-overs");
  await expectNoSideScroll(reviewer);
  await reviewer.getByRole("button", { name: `Decline to answer for ${name} as owner` }).click();
  const dialog = reviewer.getByRole("dialog");
  await dialog.getByRole("textbox", { name: "Reason" }).fill("Ask the payables desk instead.");
  await dialog.getByRole("button", { name: "Decline", exact: true }).click();
  await expect(dialog).toHaveCount(0);

  await page.reload();
  await expect(
    page.getByRole("list", { name: "Who answered when" }).getByText("Ask the payables desk instead."),
  ).toBeVisible();
  await ask(page, daniel, "Please look once more.");
  await page.getByRole("button", { name: `Withdraw the offer to ${daniel} to answer for ${name} as owner` }).click();
  const confirm = page.getByRole("dialog").or(page.getByRole("alertdialog"));
  await confirm.getByRole("button", { name: "Withdraw", exact: true }).click();
  await expect(page.getByRole("button", { name: "Hand over as owner" })).toBeEnabled();
  await expect(page.getByRole("list", { name: "Who answered when" }).getByText(/Withdrawn/)).toBeVisible();
});
