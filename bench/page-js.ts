// What a page costs the browser: its compressed JavaScript, the time until new rows are painted, and the time of a full page.
import path from "node:path";
import { type Browser, type BrowserContext, chromium, type Page } from "@playwright/test";
import pg from "pg";
import { ensureBrowser } from "../scripts/check/browser";
import { House } from "../scripts/check/house";
import { ensureBuilt } from "../scripts/run/build";
import { fillInventory } from "./support/inventory";
import { percentile } from "./support/percentile";

const AGENTS = 100_000;
const ROUNDS = 15;
const LIMITS = { kilobytes: 180, interactionMs: 150, pageMs: 200 };
const PERSON = /Inês Carvalho/;

/** Measures the console at `COUNTERSIGN_URL` with what it holds, or one of its own with 100,000 agents. */
export async function run(): Promise<void> {
  const given = process.env.COUNTERSIGN_URL;
  if (given) return await measure(given);
  await ensureBuilt(path.resolve(import.meta.dirname, ".."));
  const house = await House.onFreePorts();
  try {
    await house.start();
    const client = new pg.Client(house.databaseUrl);
    await client.connect();
    await fillInventory(client, AGENTS).finally(() => client.end());
    console.log(`  the demo organisation and ${AGENTS} agents`);
    await measure(house.consoleUrl);
  } finally {
    await house.stop();
    house.remove();
  }
}

async function measure(url: string): Promise<void> {
  const program = await ensureBrowser();
  if (!program) throw new Error("This bench needs a browser.");
  const browser = await chromium.launch({ executablePath: program, args: ["--no-sandbox", "--disable-gpu"] });
  try {
    const context = await signedIn(browser, url);
    await reportScripts(browser, context, url);
    await reportInteractions(context, url);
    await reportPages(context, url);
  } finally {
    await browser.close();
  }
}

async function signedIn(browser: Browser, url: string): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  await page.goto(`${url}/sign-in`);
  await page.getByRole("button", { name: PERSON }).click();
  await page.waitForURL((address) => !address.pathname.startsWith("/sign-in"));
  await page.close();
  return context;
}

/** Kilobytes of JavaScript as they travel, for a browser that has none of it yet. */
async function scriptsOf(context: BrowserContext, address: string): Promise<number> {
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.setCacheDisabled", { cacheDisabled: true });
  const scripts = new Set<string>();
  let bytes = 0;
  session.on("Network.responseReceived", ({ requestId, response }) => {
    if (/\.js(?:\?|$)/.test(response.url)) scripts.add(requestId);
  });
  session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    if (scripts.has(requestId)) bytes += encodedDataLength;
  });
  await page.goto(address, { waitUntil: "networkidle" });
  await page.close();
  return bytes / 1000;
}

async function reportScripts(browser: Browser, context: BrowserContext, url: string): Promise<void> {
  const stranger = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${url}/agents`);
  const agent = await page.locator("[data-row-link]").first().getAttribute("href");
  await page.close();
  console.log(`  compressed JavaScript (limit of the inventory: ${LIMITS.kilobytes} kB)`);
  for (const [name, address] of Object.entries({
    "/sign-in": "/sign-in",
    "/inbox": "/inbox",
    "/agents": "/agents",
    "/agents/<id>": agent ?? "/agents",
    "/audit": "/audit",
  })) {
    const kilobytes = await scriptsOf(name === "/sign-in" ? stranger : context, url + address);
    console.log(`    ${name.padEnd(14)} ${kilobytes.toFixed(1).padStart(6)} kB`);
  }
}

/** Text and no function: what the runner adds to functions is unknown in the page. */
const WATCH_ROWS = `{
  const rows = () => [...document.querySelectorAll("[data-row-link]")].map((row) => row.getAttribute("href")).join();
  const before = rows();
  let pressed = NaN;
  document.addEventListener("pointerdown", () => { pressed = performance.now(); }, { once: true, capture: true });
  window.rowsPainted = new Promise((resolve) => {
    const look = () => {
      // What a frame changed is on the screen when the next one begins.
      if (rows() !== before) requestAnimationFrame(() => resolve(performance.now() - pressed));
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  // The last value is what evaluating waits for: it must not be the promise.
  undefined;
}`;

/** Milliseconds from a press until other rows are painted. */
async function untilPainted(page: Page, press: () => Promise<void>): Promise<number> {
  await page.evaluate(WATCH_ROWS);
  await press();
  return await page.evaluate<number>("window.rowsPainted");
}

async function reportInteractions(context: BrowserContext, url: string): Promise<void> {
  const page = await context.newPage();
  const heading = (name: string) => page.getByRole("columnheader", { name }).getByRole("button");
  const acts: Record<string, () => Promise<void>> = {
    "sort by name, turned round": () => heading("Name").click(),
    "next page": () => page.getByRole("button", { name: "Next", exact: true }).click(),
    "first page": () => page.getByRole("button", { name: "First", exact: true }).click(),
    "filter by status": async () => {
      await page.getByRole("checkbox", { name: "Active", exact: true }).click();
    },
  };
  console.log(`  press to painted rows, milliseconds p50 / p95 (promise: ${LIMITS.interactionMs} ms)`);
  const every: number[] = [];
  for (const [name, act] of Object.entries(acts)) {
    await page.goto(name === "first page" ? `${url}/agents` : `${url}/agents?view=all`, { waitUntil: "networkidle" });
    if (name.startsWith("filter")) {
      await page.getByRole("group", { name: "Filters" }).getByRole("button", { name: "Status", exact: true }).click();
    }
    const times: number[] = [];
    for (let round = -2; round < ROUNDS; round++) {
      if (name === "first page") await untilPainted(page, acts["next page"] as () => Promise<void>);
      const time = await untilPainted(page, act);
      if (round >= 0) times.push(time);
    }
    every.push(...times);
    console.log(`    ${name.padEnd(28)} ${figures(times)}`);
  }
  console.log(`    ${"all".padEnd(28)} ${figures(every)}`);
  await page.close();
}

/** The whole answer of a page, from the request to its last byte. */
async function reportPages(context: BrowserContext, url: string): Promise<void> {
  console.log(`  full page from the server, milliseconds p50 / p95 (promise: ${LIMITS.pageMs} ms)`);
  for (const address of ["/inbox", "/agents", "/agents?status=active&sort=updatedAt&dir=desc", "/audit"]) {
    const times: number[] = [];
    for (let round = -3; round < ROUNDS * 2; round++) {
      const began = performance.now();
      const answer = await context.request.get(url + address);
      await answer.body();
      if (!answer.ok()) throw new Error(`${address} answered ${answer.status()}`);
      if (round >= 0) times.push(performance.now() - began);
    }
    console.log(`    ${address.slice(0, 28).padEnd(28)} ${figures(times)}`);
  }
}

function figures(times: readonly number[]): string {
  return `${percentile(times, 50).toFixed(0).padStart(4)} / ${percentile(times, 95).toFixed(0).padStart(4)}`;
}
