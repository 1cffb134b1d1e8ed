import { type BrowserContext, expect, type Page, test } from "@playwright/test";
import { expectAccessible, expectNoSideScroll } from "../support/axe";
import { pageAs } from "../support/people";
import { type AskingAgent, askingAgent } from "../support/requests";

test.describe.configure({ timeout: 120_000, mode: "serial" });

const STREAM = "**/api/approvals/stream**";
let agent: AskingAgent;
let asked = 0;

test.beforeAll(async ({ browser }) => {
  test.setTimeout(120_000);
  const page = await pageAs(browser, "compliance");
  agent = await askingAgent(page, { name: "Code review assistant", tool: "Code host/comment_on_change" });
  await page.context().close();
});

/** No two requests are the same: the same would join the one that waits. */
function ask(): Promise<string> {
  asked += 1;
  return agent.ask({ change: String(700 + asked), body: `Looks right, run ${Date.now()}` });
}

const lineOf = (page: Page, id: string) => page.locator(`a[data-request="${id}"]`);
const bar = (page: Page) => page.getByRole("region", { name: "Decide" });
const approve = (page: Page) => bar(page).getByRole("button", { name: /^Approve/ });

async function openQueue(page: Page, at = ""): Promise<void> {
  await page.goto(`/approvals${at}`);
  await expect(page.getByRole("status").filter({ hasText: "Live" })).toBeVisible();
}

/** Opens a case and waits until nothing of it moves any more: before that, no key decides. */
async function read(page: Page, id: string): Promise<void> {
  await lineOf(page, id).click();
  await expect(lineOf(page, id)).toHaveAttribute("aria-current", "true");
  await expect(approve(page)).toBeEnabled();
}

/** Steps down the list until this line is the current one: how far that is may change while others ask and answer. */
async function walkTo(page: Page, id: string): Promise<void> {
  await expect(page.locator('a[data-request][aria-current="true"]')).toHaveCount(1);
  await expect(async () => {
    const [steps = 0, from = 0] = await page.locator("a[data-request]").evaluateAll((lines, wanted) => {
      const current = lines.findIndex((line) => line.getAttribute("aria-current") === "true");
      return [lines.findIndex((line) => line.getAttribute("data-request") === wanted), current];
    }, id);
    const key = steps < from ? "k" : "j";
    for (let step = 0; step < Math.abs(steps - from); step++) await page.keyboard.press(key);
    await expect(lineOf(page, id)).toHaveAttribute("aria-current", "true", { timeout: 1_000 });
  }).toPass();
}

test("A5 a request appears without reload, is said aloud, and is decided by keyboard in two deliberate steps", async ({
  browser,
}) => {
  const page = await pageAs(browser, "reviewer");
  await openQueue(page);
  const id = await ask();
  await expect(lineOf(page, id)).toBeVisible();
  await expect(page.locator("p[aria-live]")).toContainText("1 new request: ");
  await expect(page).toHaveTitle(/^\(\d+\) Approvals/);

  const begun = Date.now();
  await walkTo(page, id);
  await expect(lineOf(page, id)).toHaveAttribute("aria-current", "true");
  await expect(approve(page)).toBeEnabled();
  await page.keyboard.press("a");
  const confirm = bar(page).getByRole("group", { name: "Confirm the approval" });
  await expect(confirm).toContainText("Digest of exactly this action");
  // The focus is on the question, on nothing that decides.
  await expect(confirm).toBeFocused();
  await page.screenshot({ path: test.info().outputPath("confirm.png") });
  await page.keyboard.press("Enter");
  await expect(page.getByText("Approved", { exact: true }).first()).toBeVisible();
  console.log(
    `  an ordinary case, read and approved by keyboard: ${((Date.now() - begun) / 1_000).toFixed(1)} s (at most 10)`,
  );

  // It can be taken back for as long as it was not used.
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText(/^Withdrawn/).first()).toBeVisible();
  await page.goto(`/approvals?view=past&request=${id}`);
  await expect(bar(page)).toContainText("Withdrawn");
  await page.context().close();
});

test("A6 a denial carries a preset reason by its number, and nothing is denied without one", async ({ browser }) => {
  const id = await ask();
  const page = await pageAs(browser, "reviewer");
  await openQueue(page);
  await read(page, id);
  await page.keyboard.press("d");
  const form = bar(page).getByRole("group", { name: "Deny, with a reason" });
  await expect(form).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(form.getByRole("button", { name: /^Deny/ })).toHaveAttribute("aria-disabled", "true");
  await page.keyboard.press("4");
  await expect(form.getByRole("radio", { name: /source we do not trust/ })).toBeChecked();
  await page.keyboard.press("Enter");
  await expect(page.getByText("Denied", { exact: true }).first()).toBeVisible();
  await page.goto(`/approvals?view=answered&request=${id}`);
  await expect(lineOf(page, id)).toContainText("You denied");
  await page.context().close();
});

test("A6 who comes second is told what was recorded, and keeps what they wrote", async ({ browser }) => {
  const id = await ask();
  const [first, second] = [await pageAs(browser, "reviewer"), await pageAs(browser, "reviewer")];
  // This one hears nothing of what happens meanwhile.
  await second.context().route(STREAM, (route) => route.abort());
  await second.goto(`/approvals?request=${id}`);
  await expect(approve(second)).toBeEnabled();
  await second.keyboard.press("d");
  await second.keyboard.press("7");
  await second.getByLabel("In words").fill("The author has left.");

  await openQueue(first);
  await read(first, id);
  await first.keyboard.press("a");
  await first.keyboard.press("Enter");
  await expect(first.getByText("Approved", { exact: true }).first()).toBeVisible();

  await bar(second).getByRole("button", { name: /^Deny/ }).click();
  await expect(bar(second).getByRole("alert")).toContainText("This request was approved.");
  await expect(bar(second).getByText("Approved", { exact: true })).toBeVisible();
  await Promise.all([first.context().close(), second.context().close()]);
});

test("A5 a queue that lost its connection says so, keeps its rows, and loses no request", async ({ browser }) => {
  const kept = await ask();
  const page = await pageAs(browser, "reviewer");
  const context: BrowserContext = page.context();
  await context.route(STREAM, (route) => route.abort());
  await page.goto("/approvals");
  await expect(page.getByRole("status").filter({ hasText: "Live connection lost" })).toBeVisible();
  await expect(lineOf(page, kept)).toBeVisible();
  const missed = [await ask(), await ask()];
  await expect(lineOf(page, missed[0] ?? "")).toHaveCount(0);
  await context.unroute(STREAM);
  await page.getByRole("button", { name: "Try now" }).click();
  for (const id of missed) await expect(lineOf(page, id)).toBeVisible();
  await expect(page.getByRole("status").filter({ hasText: "Live connection lost" })).toHaveCount(0);
  await page.context().close();
});

test("A5 a phone has the list, then the case with its bar, and decides there", async ({ browser }) => {
  const id = await ask();
  const page = await pageAs(browser, "reviewer", { viewport: { width: 390, height: 844 }, hasTouch: true });
  await openQueue(page);
  await expectNoSideScroll(page);
  await lineOf(page, id).tap();
  await expect(approve(page)).toBeEnabled();
  await expect(approve(page)).toBeInViewport();
  await expectNoSideScroll(page);
  await approve(page).tap();
  await page.screenshot({ path: test.info().outputPath("phone.png") });
  await bar(page)
    .getByRole("button", { name: /^Confirm the approval/ })
    .tap();
  await expect(page.getByText("Approved", { exact: true }).first()).toBeVisible();
  await page.context().close();
});

test("domain: a GET, a link preview, a mail scanner never decides anything", async ({ browser }) => {
  const id = await ask();
  const page = await pageAs(browser, "reviewer");
  await page.goto(`/approvals/${id}`);
  await expect(approve(page)).toBeEnabled();
  for (const address of [
    ...[
      "",
      `?request=${id}`,
      `?request=${id}&answer=approve`,
      "?view=waiting",
      "?view=past",
      `/${id}`,
      `/${id}/evidence`,
    ],
    ...[`/${id}?decide=approve`, `/${id}/approve`, "/standing", "/measures"],
  ]) {
    await page.request.get(`/approvals${address}`, { failOnStatusCode: false });
    await page.request.head(`/approvals${address}`, { failOnStatusCode: false });
  }
  await page.goto(`/approvals/${id}`);
  await expect(page.getByText("Waiting", { exact: true }).first()).toBeVisible();
  await expect(approve(page)).toBeEnabled();
  await page.context().close();
});

test("a reader can use the queue, in both themes", async ({ browser }) => {
  const id = await ask();
  const page = await pageAs(browser, "reviewer");
  await openQueue(page);
  await read(page, id);
  await expectAccessible(page);
  await page.keyboard.press("d");
  await expect(bar(page).getByRole("group", { name: "Deny, with a reason" })).toBeVisible();
  await expectAccessible(page);
  await page.setViewportSize({ width: 360, height: 800 });
  await expectNoSideScroll(page);
  await page.context().close();
});
