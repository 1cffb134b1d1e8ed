import { expect, test } from "@playwright/test";
import { expectAccessible, expectNoSideScroll } from "../support/axe";
import { press, typeInto } from "../support/keyboard";
import { pageAs } from "../support/people";

test("V1 V2 O1 an owner registers an agent with the keyboard alone, and its timeline tells each step", async ({
  browser,
}) => {
  test.setTimeout(90_000);
  const name = `Reminder letter writer ${Date.now().toString(36)}`;
  const page = await pageAs(browser, "owner");
  await page.goto("/agents");
  await press(page, page.getByRole("link", { name: "Register an agent" }));
  await expect(page.getByRole("heading", { level: 1, name: "Register an agent" })).toBeVisible();

  await typeInto(page, page.getByRole("textbox", { name: "Name", exact: true }), name);
  await typeInto(
    page,
    page.getByRole("textbox", { name: "Purpose" }),
    "Writes reminders to carriers who have not confirmed a payment, for the payables team.",
  );
  await typeInto(page, page.getByRole("textbox", { name: "Provider" }), "Anthropic");
  await typeInto(page, page.getByRole("textbox", { name: "Systems it reaches" }), "Outlook,SAP,");
  await expect(page.getByRole("button", { name: "Remove the system SAP" })).toBeVisible();
  await press(
    page,
    page.getByRole("group", { name: "Data it reads" }).getByRole("checkbox", { name: "Internal" }),
    "Space",
  );
  await press(page, page.getByRole("radio", { name: "Suggests, people act" }), "Space");
  await press(page, page.getByRole("radio", { name: "Internal only" }), "Space");
  await expect(page.getByRole("complementary", { name: "Risk tier" }).getByRole("status")).toHaveText("Low");
  for (const [field, person] of [
    ["Technical owner", "Marta Nowak"],
    ["Business sponsor", "Sofia Lindqvist"],
  ] as const) {
    await typeInto(page, page.getByRole("combobox", { name: field }), person.slice(0, 5));
    await expect(page.getByRole("option", { name: new RegExp(person) })).toBeVisible();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("combobox", { name: field })).toHaveValue(person);
  }
  await expect(page.getByRole("complementary", { name: "Complete for registration" })).toContainText("9 of 9");
  await press(page, page.getByRole("button", { name: "Save the draft" }));

  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  for (const verb of ["Register", "Activate"]) {
    await press(page, page.getByRole("main").getByRole("button", { name: verb, exact: true }));
    await press(page, page.getByRole("dialog").getByRole("button", { name: verb, exact: true }));
    await expect(page.getByRole("dialog")).toHaveCount(0);
  }
  await expect(page.getByRole("main").getByRole("button", { name: "Suspend", exact: true })).toBeVisible();
  await press(page, page.getByRole("link", { name: "Timeline" }));
  const events = page.getByRole("list", { name: "Events" });
  for (const step of ["drafted the agent", "registered the agent", "activated the agent"]) {
    await expect(events.getByText(step)).toBeVisible();
  }
});

test("V2 a draft says what is missing and where to mend it", async ({ browser }) => {
  const name = `Half a thought ${Date.now().toString(36)}`;
  const page = await pageAs(browser, "owner");
  await page.goto("/agents/new");
  await page.getByRole("textbox", { name: "Name", exact: true }).fill(name);
  await page.getByRole("button", { name: "Save the draft" }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  await expect(page.getByRole("button", { name: "Register", exact: true })).toBeDisabled();
  await expect(page.getByText(/The registration is not complete/)).toBeVisible();
  await page.getByRole("link", { name: "Documented purpose" }).click();
  await expect(page.getByRole("textbox", { name: "Purpose" })).toBeFocused();
});

test("V1 the form keeps a draft, names each error and leads to it", async ({ browser }) => {
  const page = await pageAs(browser, "owner");
  await page.goto("/agents/new");
  await page.getByRole("textbox", { name: "Purpose" }).fill("Kept in this browser until it is sent.");
  await page.getByRole("button", { name: "Save the draft" }).click();
  await page.getByRole("alert").getByRole("button", { name: "Name" }).click();
  await expect(page.getByRole("textbox", { name: "Name", exact: true })).toBeFocused();
  await expect
    .poll(() => page.evaluate(() => localStorage.getItem("countersign.draft.agent")))
    .toContain("Kept in this");
  await page.reload();
  await expect(page.getByText("Your draft is back")).toBeVisible();
  await expect(page.getByRole("textbox", { name: "Purpose" })).toHaveValue("Kept in this browser until it is sent.");
  await page.getByRole("button", { name: "Start over" }).click();
  await expect(page.getByRole("textbox", { name: "Purpose" })).toHaveValue("");
});

test("V1 two people edit the same agent: the second is told what the first changed", async ({ browser }) => {
  test.setTimeout(60_000);
  const name = `Shared record ${Date.now().toString(36)}`;
  const owner = await pageAs(browser, "owner");
  await owner.goto("/agents/new");
  await owner.getByRole("textbox", { name: "Name", exact: true }).fill(name);
  await owner.getByRole("button", { name: "Save the draft" }).click();
  await expect(owner.getByRole("heading", { level: 1, name })).toBeVisible();
  const address = `${owner.url()}/edit`;

  const compliance = await pageAs(browser, "compliance");
  await owner.goto(address);
  await compliance.goto(address);
  await compliance.getByRole("textbox", { name: "Provider" }).fill("Mistral");
  await compliance.getByRole("button", { name: "Save the changes" }).click();
  await expect(compliance.getByRole("heading", { level: 1, name, exact: true })).toBeVisible();

  await owner.getByRole("textbox", { name: "Purpose" }).fill("Written a moment too late.");
  await owner.getByRole("button", { name: "Save the changes" }).click();
  const told = owner.getByRole("alert").filter({ hasText: "Somebody changed this agent" });
  await expect(told).toContainText("Inês Carvalho changed provider");
  await expect(owner.getByRole("textbox", { name: "Purpose" })).toHaveValue("Written a moment too late.");
  await expectAccessible(owner);
  await owner.setViewportSize({ width: 360, height: 800 });
  await expectNoSideScroll(owner);
});

test("V1 what is typed before the page has come alive is not lost", async ({ browser }) => {
  const page = await pageAs(browser, "owner");
  const scripts = Promise.withResolvers<void>();
  await page.route("**/*.js*", async (route) => {
    await scripts.promise;
    await route.continue();
  });
  await page.goto("/agents/new", { waitUntil: "commit" });
  const field = (name: string) => page.getByRole("textbox", { name, exact: true });
  await field("Name").fill("Typed on a slow line");
  await field("Purpose").fill("Tells carriers when a payment is late, and why.");
  await field("Systems it reaches").fill("SAP");
  scripts.resolve();
  const progress = page.getByRole("complementary", { name: "Complete for registration" });
  await expect(progress.getByText("Met: Documented purpose")).toBeVisible();
  await field("Provider").fill("Anthropic");
  await expect(field("Name")).toHaveValue("Typed on a slow line");
  await expect(field("Purpose")).toHaveValue("Tells carriers when a payment is late, and why.");
  await expect(page.getByRole("button", { name: "Remove the system SAP" })).toBeVisible();
});
