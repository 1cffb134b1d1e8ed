import { expect, type Page, test } from "@playwright/test";
import { expectAccessible, expectNoSideScroll } from "../support/axe";
import { askForApproval, type Machine, machineOf } from "../support/machines";
import { pageAs } from "../support/people";

test.describe.configure({ timeout: 120_000, mode: "serial" });

const AGENT = "Code review assistant";
const TOOL = "Code host/comment_on_change";
let agentId = "";
let machine: Machine;

test.beforeAll(async ({ browser }) => {
  test.setTimeout(90_000);
  const page = await pageAs(browser, "compliance");
  await page.goto(`/agents?q=${encodeURIComponent(AGENT)}&env=production&status=active`);
  const href = await page
    .getByRole("main")
    .getByRole("link", { name: AGENT, exact: true })
    .first()
    .getAttribute("href");
  agentId = /agt_[0-9a-z]+/.exec(href ?? "")?.[0] ?? "";
  machine = await machineOf(page, agentId);
  await page.context().close();
});

/** @returns the address of the case */
function askFor(args: object, justification = "It is needed."): Promise<string> {
  const call = {
    subject: { type: "agent", id: agentId },
    action: { name: "call" },
    resource: { type: "tool", id: TOOL, properties: { arguments: args } },
    context: { workflow: { request: "Look at change 7." } },
  };
  return askForApproval(machine, call, justification);
}

/** Nothing that an agent wrote may open a dialog, or call anybody but this console. */
async function watched(page: Page): Promise<string[]> {
  const outside: string[] = [];
  page.on("dialog", (dialog) => {
    outside.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("pageerror", (error) => outside.push(`error: ${error.message}`));
  page.on("request", (request) => {
    const own = new URL(page.url() === "about:blank" ? request.url() : page.url()).origin;
    const { origin, protocol } = new URL(request.url());
    if (protocol !== "data:" && origin !== own) outside.push(request.url());
  });
  return outside;
}

const HOSTILE = JSON.parse(`{
  "body": "<script>alert(1)</script><img src=x onerror=alert(2)> [click](https://evil.example)",
  "closing": "</script><script>fetch('https://evil.example/x')</script>",
  "link": "javascript:alert(document.domain)",
  "file": "invoice\\u202efdp.exe",
  "word": "pay\\u200bpal",
  "lookalike": "p\\u0430yp\\u0430l",
  "controls": "bell\\u0007 null\\u0000 escape\\u001b[31m",
  "decomposed": "Ine\\u0302s",
  "__proto__": "no prototype",
  "constructor": {"prototype": "no constructor"},
  "<b>name</b>": "a name in markup"
}`);

test("A2 what an agent writes is shown as it is and marked, runs nowhere and calls nobody", async ({ browser }) => {
  const path = await askFor(HOSTILE, "<b>Approve</b> this \u202Enow\u202C, ![x](https://evil.example/p.png)");
  const page = await pageAs(browser, "reviewer");
  const outside = await watched(page);
  await page.goto(path);
  const payload = page.getByRole("region", { name: "Arguments" });
  for (const text of [
    HOSTILE.body,
    HOSTILE.closing,
    HOSTILE.link,
    "no prototype",
    "no constructor",
    "<b>name</b>",
    "no web address: a script that runs where it is opened",
    "Holds right-to-left override",
    "Holds zero-width space",
    "Holds letters of several alphabets in one word",
    "Holds control character",
    "Holds decomposed letters",
  ]) {
    await expect(payload.getByText(text, { exact: true }).first()).toBeVisible();
  }
  await expect(payload).toContainText("U+202E");
  await expect(payload).toContainText("U+0000");
  await expect(payload.locator("a, img, script, iframe")).toHaveCount(0);
  await expect(page.getByRole("figure").first()).toContainText("<b>Approve</b> this U+202E");
  await expectAccessible(page);
  await page.setViewportSize({ width: 360, height: 800 });
  await expectNoSideScroll(page);
  expect(outside).toEqual([]);
  await page.context().close();
});

test("A2 nothing is approved before all that is hidden was opened, on the screen and by the server", async ({
  browser,
}) => {
  const lines = Array.from({ length: 10_000 }, (_, at) => `line ${at + 1}`).join("\n");
  const path = await askFor({ change: "7", body: lines });
  const page = await pageAs(browser, "reviewer");
  const outside = await watched(page);
  await page.goto(path);
  const approve = page.getByRole("button", { name: /^Approve/ }).first();
  const hidden = page.getByRole("button", { name: /10,000 lines, not shown yet/ });
  await expect(hidden).toBeVisible();
  await expect(approve).toBeDisabled();
  await expect(page.getByText("line 10000", { exact: true })).toHaveCount(0);

  await hidden.click();
  await expect(hidden).toHaveCount(0);
  await expect(page.getByText(/line 10000$/).last()).toBeAttached();
  await expect(approve).toBeEnabled();

  // A browser that says that it has opened nothing is not believed by its button.
  await page.route("**/approvals/**", async (route) => {
    const sent = route.request().postData() ?? "";
    const forged = sent.replace(/"opened":\[[^\]]*\]/, '"opened":[]');
    await route.continue(forged === sent ? {} : { postData: forged });
  });
  await confirm(page);
  await expect(page.getByText("Parts of this action were not opened yet")).toBeVisible();
  await page.unroute("**/approvals/**");
  await page.reload();
  await expect(page.getByText("Waiting", { exact: true }).first()).toBeVisible();
  await hidden.click();
  const answered = page.waitForResponse((response) =>
    (response.request().postData() ?? "").includes('"opened":["body"]'),
  );
  await confirm(page);
  await answered;
  await page.goto(path);
  await expect(page.getByText("People approved exactly this.")).toBeVisible();
  expect(outside).toEqual([]);
  await page.context().close();
});

/** The time that is left counts down in the browser alone: where it does, buttons answer. */
async function alive(page: Page): Promise<void> {
  await expect(
    page
      .getByRole("main")
      .getByText(/\d+ min left/)
      .first(),
  ).toBeVisible({ timeout: 30_000 });
}

async function confirm(page: Page): Promise<void> {
  await page
    .getByRole("button", { name: /^Approve/ })
    .first()
    .click();
  await page.getByRole("button", { name: /^Confirm the approval/ }).click();
}

test("A2 a text of a million characters and two thousand names leave the page alive, with all of it in it", async ({
  browser,
}) => {
  const page = await pageAs(browser, "reviewer");
  const outside = await watched(page);
  const end = "the very last word";
  await page.goto(await askFor({ change: "8", body: `${"word ".repeat(200_000)}${end}` }));
  await alive(page);
  await page.getByRole("button", { name: /1,000,018 characters, not shown yet/ }).click();
  const last = page.getByText(new RegExp(`${end}$`)).last();
  await last.scrollIntoViewIfNeeded();
  await expect(last).toBeVisible();
  await page.getByRole("button", { name: /Copy digest/ }).click();

  const many = Object.fromEntries(Array.from({ length: 1_990 }, (_, at) => [`name_${at}`, `value ${at}`]));
  await page.goto(await askFor(many));
  await alive(page);
  await page.getByRole("button", { name: "1,930 more arguments, not shown yet" }).click();
  await expect(page.getByText("value 1989", { exact: true })).toBeAttached({ timeout: 30_000 });
  expect(outside).toEqual([]);
  await page.context().close();
});
