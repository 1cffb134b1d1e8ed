import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { expect, test } from "@playwright/test";
import { expectAccessible, expectNoSideScroll } from "../support/axe";
import { pageAs } from "../support/people";

test.describe.configure({ timeout: 120_000, mode: "serial" });

const root = path.resolve(import.meta.dirname, "../..");

/** Runs the example agent as a developer would, and gives back what it said, a paragraph for each attempt. */
async function runExample(): Promise<string[]> {
  const environment = {
    ...process.env,
    COUNTERSIGN_DATA_DIR: process.env.E2E_DATA_DIR ?? process.env.COUNTERSIGN_DATA_DIR ?? "",
    COUNTERSIGN_API_URL: process.env.API_URL ?? "http://localhost:3001",
  };
  const run = promisify(execFile);
  const { stdout } = await run(process.execPath, ["examples/payout-agent.ts", "--no-wait"], {
    cwd: root,
    env: environment,
  });
  return stdout.split("\n\n");
}

const about = (told: readonly string[], what: string) => told.find((one) => one.startsWith(what)) ?? "";

test("X1 Z2 an agent learns why it may not pay, compliance approves the grant, and then it pays once what the person named", async ({
  browser,
}) => {
  const before = await runExample();
  expect(about(before, "Reading the balance")).toContain("ran: ");
  expect(about(before, "Releasing the payment the person named")).toContain("nothing that was granted to this agent");

  const page = await pageAs(browser, "compliance");
  await page.goto("/inbox");
  await page.getByRole("link", { name: /Let Carrier payout agent use .*release_payment/ }).click();
  await page.getByRole("button", { name: "Approve…" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Approve", exact: true }).click();
  await expect(page.getByText("Active", { exact: true }).first()).toBeVisible();

  const after = await runExample();
  expect(about(after, "Releasing the payment the person named")).toContain("ran: ");
  const lured = about(after, "Releasing the payment that the invoice told it to");
  expect(lured).toContain("Needs approval");
  expect(about(after, "Releasing the payment that the invoice names")).toContain("Needs approval");
  expect(about(after, "Left on NO-OPS-1")).toContain("1835800");

  // One click from the agent's answer to the reason.
  const why = /why: \S+(\/decisions\/dec_\w+)/.exec(lured)?.[1] ?? "";
  await page.goto(why);
  await expect(page.getByRole("heading", { level: 1, name: "release_payment" })).toBeVisible();
  await expect(page.getByText("Is invoice CI-2026-4177 settled?")).toBeVisible();
  await expect(page.getByText("Read from untrusted content")).toBeVisible();
  await expect(page.getByRole("link", { name: "Marta Nowak" }).first()).toBeVisible();
  await expectAccessible(page);
  await page.setViewportSize({ width: 360, height: 800 });
  await expectNoSideScroll(page);
});

test("Z6 a reviewer finds a decision by its outcome, walks to its grant and to its proof with the keyboard", async ({
  browser,
}) => {
  const page = await pageAs(browser, "reviewer");
  await page.goto("/decisions");
  await page.getByRole("link", { name: "Needs approval", exact: true }).click();
  await expect(page).toHaveURL(/outcome=step_up/);
  const rows = page.locator("main a[data-row]");
  await expect(rows.first()).toContainText("Needs approval");
  await expect(page.locator("main a[data-row]", { hasText: "Allowed:" })).toHaveCount(0);
  await expectAccessible(page);
  await rows.first().focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "From the call back to the people" })).toBeVisible();
  await page.getByRole("link", { name: "The whole story" }).focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/audit\/story\//);
});

test("Z6 an owner sees on the agent's page what it was answered, and nothing of agents that are not theirs", async ({
  browser,
}) => {
  const owner = await pageAs(browser, "owner");
  await owner.goto("/decisions?outcome=step_up");
  await expect(owner.locator("main a[data-row]", { hasText: "Incident first responder" })).toHaveCount(0);
  await owner.goto("/agents?q=Invoice+matcher&env=production");
  await owner.getByRole("link", { name: "Invoice matcher" }).first().click();
  await owner
    .getByRole("navigation", { name: "About this agent" })
    .getByRole("link", { name: "Decisions", exact: true })
    .click();
  await expect(owner.locator("main a[data-row]").first()).toContainText(
    /find_invoice|match_invoice|read_document|propose_payment/,
  );
  const reviewer = await pageAs(browser, "reviewer");
  await reviewer.goto("/decisions?outcome=step_up");
  const foreign = await reviewer
    .locator("main a[data-row]", { hasText: "Incident first responder" })
    .first()
    .getAttribute("href");
  expect((await owner.goto(foreign ?? ""))?.status()).toBe(404);
});
