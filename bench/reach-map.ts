// The picture of an agent with 500 tools and 2,000 resources: from the start of the navigation to the first interaction handled.
import path from "node:path";
import { type BrowserContext, chromium, type Page } from "@playwright/test";
import pg from "pg";
import { ensureBrowser } from "../scripts/check/browser";
import { House } from "../scripts/check/house";
import { ensureBuilt } from "../scripts/run/build";
import { percentile } from "./support/percentile";
import { fillOneAgent } from "./support/reach";

const ROUNDS = 11;
const LIMIT_MS = 1000;
const PERSON = /Inês Carvalho/;

/** Measures the console at `COUNTERSIGN_URL` with its database at `DATABASE_URL`, or one of its own. */
export async function run(): Promise<void> {
  const { COUNTERSIGN_URL, DATABASE_URL } = process.env;
  if (COUNTERSIGN_URL && DATABASE_URL) return await measure(COUNTERSIGN_URL, DATABASE_URL);
  await ensureBuilt(path.resolve(import.meta.dirname, ".."));
  const house = await House.onFreePorts();
  try {
    await house.start();
    await measure(house.consoleUrl, house.databaseUrl);
  } finally {
    await house.stop();
    house.remove();
  }
}

async function measure(url: string, databaseUrl: string): Promise<void> {
  const client = new pg.Client(databaseUrl);
  await client.connect();
  const agentId = await fillOneAgent(client).finally(() => client.end());
  const program = await ensureBrowser();
  if (!program) throw new Error("This bench needs a browser.");
  const browser = await chromium.launch({ executablePath: program, args: ["--no-sandbox", "--disable-gpu"] });
  try {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    await signIn(context, url);
    await report(context, `${url}/agents/${agentId}?tab=reach`);
  } finally {
    await browser.close();
  }
}

async function signIn(context: BrowserContext, url: string): Promise<void> {
  const page = await context.newPage();
  await page.goto(`${url}/sign-in`);
  await page.getByRole("button", { name: PERSON }).click();
  await page.waitForURL((address) => !address.pathname.startsWith("/sign-in"));
  await page.close();
}

/** Text and no function: what the runner adds to functions is unknown in the page. Asks each frame whether a node answers. */
const WATCH = `window.answered = new Promise((resolve) => {
  const ask = () => {
    const node = document.querySelector("[data-node]");
    node?.dispatchEvent(new PointerEvent("pointerover", { bubbles: true }));
    if (document.querySelector("[data-lighting]")) requestAnimationFrame(() => resolve(performance.now()));
    else requestAnimationFrame(ask);
  };
  requestAnimationFrame(ask);
});
undefined;`;

async function report(context: BrowserContext, address: string): Promise<void> {
  const first: number[] = [];
  const opened: number[] = [];
  for (let round = -2; round < ROUNDS; round++) {
    const page = await context.newPage();
    await page.addInitScript(WATCH);
    await page.goto(address, { waitUntil: "commit" });
    const time = await page.evaluate<number>("window.answered");
    const open = await untilOpened(page);
    if (round >= 0) {
      first.push(time);
      opened.push(open);
    }
    await page.close();
  }
  const figures = (times: readonly number[]) =>
    `${percentile(times, 50).toFixed(0).padStart(5)} / ${percentile(times, 95).toFixed(0).padStart(5)}`;
  console.log(`  500 tools, 2,000 resources; milliseconds p50 / p95 (promise: ${LIMIT_MS} ms)`);
  console.log(`  navigation to the first interaction handled  ${figures(first)}`);
  console.log(`  press on a group to its members drawn        ${figures(opened)}`);
}

/** Milliseconds from the press on a group of resources until its members are there. */
async function untilOpened(page: Page): Promise<number> {
  const picture = page.getByRole("list", { name: /From the agent by servers/ });
  const group = picture.getByRole("button", { name: /resources/, expanded: false }).first();
  const before = await picture.getByRole("listitem").count();
  await group.waitFor();
  const began = performance.now();
  await group.click();
  await picture.getByRole("listitem").nth(before).waitFor();
  return performance.now() - began;
}
