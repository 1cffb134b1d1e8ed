import { expect, test } from "@playwright/test";
import { press, tabTo, typeInto } from "../support/keyboard";
import { pageAs, personOf } from "../support/people";

test("V3 V2 O1 an owner brings an agent from a file into service, with the keyboard alone", async ({ browser }) => {
  test.setTimeout(120_000);
  const stamp = Date.now().toString(36);
  const name = `Customs paper reader ${stamp}`;
  const server = {
    $schema: "https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json",
    name: `example.customs/papers-${stamp}`,
    title: name,
    description: "Reads customs papers and finds the numbers that the carrier asks for.",
    version: "1.0.0",
    repository: { url: "https://github.com/example-co/papers", source: "github" },
    remotes: [{ type: "streamable-http", url: "https://customs.example/mcp" }],
  };
  const page = await pageAs(browser, "owner");
  await page.goto("/agents");
  await press(page, page.getByRole("link", { name: "Import", exact: true }));
  // Who completes only what is their own starts as the owner of what they import.
  await expect(page.getByRole("checkbox", { name: "I answer for the new drafts" })).toBeChecked();
  // Waited for before the way to the button: the browser must know in time that no dialog of its own is to open.
  const chooser = page.waitForEvent("filechooser", { timeout: 20_000 });
  await press(page, page.getByRole("button", { name: "Choose files" }));
  const buffer = Buffer.from(JSON.stringify(server));
  await (await chooser).setFiles({ name: `${stamp}.json`, mimeType: "application/json", buffer });
  await expect(page.getByRole("region", { name: `${stamp}.json` }).getByRole("row", { name })).toContainText("New");
  await press(page, page.getByRole("button", { name: "Import 1 agent into production" }));
  await press(page, page.getByRole("link", { name: "See the result" }));
  await press(page, page.getByRole("link", { name }));
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();

  // The first condition that is not met leads to its field; the others follow on the same form.
  const gates = page.getByRole("main");
  await press(page, gates.getByRole("link", { name: "Data classes" }));
  const reads = page.getByRole("group", { name: "Data it reads" });
  await press(page, reads.getByRole("checkbox", { name: "Internal" }), "Space");
  await press(page, page.getByRole("radio", { name: "Suggests, people act" }), "Space");
  await press(page, page.getByRole("radio", { name: "Internal only" }), "Space");
  await press(page, page.getByRole("button", { name: "Save the changes" }));
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();

  await press(page, gates.getByRole("link", { name: "Business sponsor" }));
  const seats = page.getByRole("list", { name: "Who answers for it" });
  await expect(seats.getByText(personOf("owner").name, { exact: true })).toBeVisible();
  await press(page, seats.getByRole("button", { name: "Name the sponsor" }));
  const naming = page.getByRole("dialog");
  await typeInto(page, naming.getByRole("combobox"), "Sofia");
  await expect(page.getByRole("option", { name: /Sofia Lindqvist/ })).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await press(page, naming.getByRole("button", { name: /^(Name|Save)/ }));
  await expect(naming).toHaveCount(0);
  for (const verb of ["Register", "Activate"]) {
    await press(page, gates.getByRole("button", { name: verb, exact: true }));
    await press(page, page.getByRole("dialog").getByRole("button", { name: verb, exact: true }));
    await expect(page.getByRole("dialog")).toHaveCount(0);
  }
  await expect(gates.getByRole("button", { name: "Suspend", exact: true })).toBeVisible();
  await press(page, page.getByRole("link", { name: "Timeline" }));
  const events = page.getByRole("list", { name: "Events" });
  for (const step of ["imported the agent", "registered the agent", "activated the agent"]) {
    await expect(events.getByText(step)).toBeVisible();
  }
});

test("O1 D2 compliance gives the agents that nobody answers for an owner, from the inbox", async ({ browser }) => {
  test.setTimeout(60_000);
  const page = await pageAs(browser, "compliance");
  await page.goto("/inbox");
  const item = page.getByRole("link", { name: /without an active owner/ });
  const said = Number(/\d[\d,]*/.exec((await item.textContent()) ?? "")?.[0]?.replace(",", ""));
  await press(page, item);
  await expect(page).toHaveURL(/\/agents\?people=orphan$/);
  await expect(page.getByText(`${said} agents shown`)).toBeAttached();
  await tabTo(page, page.locator("[data-row-link]").first());
  // The first by name is offered to somebody already.
  await page.keyboard.press("j");
  await page.keyboard.press("x");
  const name = (await page.locator("[data-row-link]").nth(1).textContent()) ?? "";
  const assign = page.getByRole("region", { name: "Selected rows" }).getByRole("button", { name: "Assign owner" });
  await expect(assign).toBeVisible();
  await page.keyboard.press("b");
  await expect(assign).toBeFocused();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog");
  await typeInto(page, dialog.getByRole("combobox", { name: "New owner" }), "Marta");
  await expect(page.getByRole("option", { name: /Marta Nowak/ })).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await press(page, dialog.getByRole("button", { name: "Assign to 1 agent" }));
  await expect(dialog).toHaveCount(0);
  await expect(page.getByText("1 waits until the person asked accepts")).toBeVisible();
  // Nobody owns what they have not accepted (O2).
  await expect(page.getByRole("row", { name: new RegExp(name) })).toHaveCount(1);
  const marta = await pageAs(browser, "owner");
  await marta.goto("/inbox/hand-overs");
  await press(marta, marta.getByRole("button", { name: `Accept to answer for ${name} as owner` }));
  await press(marta, marta.getByRole("dialog").getByRole("button", { name: "Accept", exact: true }));
  // What lies behind an open dialog is no button either.
  await expect(marta.getByRole("dialog")).toHaveCount(0);
  await expect(marta.getByRole("button", { name: `Accept to answer for ${name} as owner` })).toHaveCount(0);
  await page.reload();
  await expect(page.getByRole("row", { name: new RegExp(name) })).toHaveCount(0);
});
