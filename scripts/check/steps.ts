import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { ensureDatabase, freePort, startPostgres } from "../postgres.mjs";
import { ensureBuilt } from "../run/build.ts";
import { ensureBrowser } from "./browser.ts";
import { nodeEnds, nodeRuns, runs } from "./command.ts";
import { House } from "./house.ts";
import { checkSecondInstance } from "./instances.ts";
import { checkBackup, checkRecovery } from "./recovery.ts";
import { one, sum, type Tally, tallyOf } from "./tally.ts";
import { COUNTS_FILE } from "./vitest-remarks.ts";

export interface Step {
  title: string;
  part: "unit" | "e2e" | "both";
  run: () => Promise<Tally>;
}

const root = path.resolve(import.meta.dirname, "../..");
const results = fs.mkdtempSync(path.join(os.tmpdir(), "countersign-results-"));
process.on("exit", () => fs.rmSync(results, { recursive: true, force: true }));

// What earlier steps left for later ones.
let isBuilt = false;
let browser: string | null = null;

/** Everything that must hold, in the order in which failures are cheapest to learn. */
export const STEPS: readonly Step[] = [
  {
    title: "format and lint",
    part: "unit",
    run: async () => one(await nodeRuns("@biomejs/biome/bin/biome", ["ci", "--error-on-warnings", "."])),
  },
  {
    title: "types",
    part: "unit",
    run: async () =>
      one((await nodeRuns("next/dist/bin/next", ["typegen"])) && (await nodeRuns("typescript/bin/tsc", ["--noEmit"]))),
  },
  { title: "schema and migrations agree", part: "unit", run: checkSchema },
  { title: "unit and integration tests", part: "unit", run: runVitest },
  {
    title: "build",
    part: "both",
    run: async () => {
      await ensureBuilt(root);
      isBuilt = true;
      return one(true);
    },
  },
  {
    title: "a browser",
    part: "e2e",
    run: async () => {
      browser = await ensureBrowser();
      return one(browser !== null);
    },
  },
  {
    title: "the product: start, kill -9, second instance, end-to-end tests in the browser, stop, restore",
    part: "e2e",
    run: runEndToEnd,
  },
];

async function checkSchema(): Promise<Tally> {
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), "countersign-schema-"));
  const server = await startPostgres({ dataDir, port: await freePort(), password: "test", throwaway: true });
  try {
    await ensureDatabase(server.url("postgres"), "shadow");
    return one(await runs(process.execPath, ["scripts/migrate.mjs", "check"], { DATABASE_URL: server.url("shadow") }));
  } finally {
    await server.stop();
    fs.rmSync(dataDir, { recursive: true, force: true });
  }
}

async function runVitest(): Promise<Tally> {
  const file = path.join(results, "vitest.json");
  const reporters = ["--reporter=default", "--reporter=./scripts/check/vitest-remarks.ts"];
  const ended = await nodeEnds("vitest/vitest.mjs", ["run", ...reporters], { [COUNTS_FILE]: file });
  return tallyOf(ended, readReport<Tally>(file));
}

async function runEndToEnd(): Promise<Tally> {
  if (!isBuilt || !browser) {
    console.error("  not run: it needs the build and a browser");
    return one(false);
  }
  const house = await House.onFreePorts();
  const tallies: Tally[] = [];
  try {
    console.log(`  ready after ${Math.round(await house.start())} ms, with a new database and the demo organisation`);
    tallies.push(await checkRecovery(house));
    tallies.push(await checkSecondInstance(house));
    tallies.push(await runPlaywright(house, browser));
    tallies.push(await checkBackup(house));
  } catch (error) {
    console.error(error);
    tallies.push(one(false, error instanceof Error ? error.message : String(error)));
  } finally {
    await house.stop();
  }
  const total = sum(tallies);
  if (total.failed > 0) house.printLogs();
  house.remove();
  return total;
}

async function runPlaywright(house: House, executable: string): Promise<Tally> {
  const file = path.join(results, "playwright.json");
  const ended = await nodeEnds("@playwright/test/cli.js", ["test"], {
    ...house.identityProvider,
    BASE_URL: house.consoleUrl,
    API_URL: house.apiUrl,
    E2E_DATA_DIR: house.dataDir,
    E2E_DATABASE_URL: house.databaseUrl,
    CHROMIUM_PATH: executable,
    PLAYWRIGHT_JSON_OUTPUT_FILE: file,
  });
  const report = readReport<PlaywrightReport>(file);
  if (!report) return tallyOf(ended, null);
  const { expected, flaky, unexpected } = report.stats;
  const remarks = report.suites.flatMap(specsOf).flatMap(({ file: at, title, tests }) => {
    if (tests.some(({ status }) => status === "unexpected")) return [`  ${at}: ${title}`];
    return tests.some(({ status }) => status === "flaky") ? [`passed on the second try: ${at}: ${title}`] : [];
  });
  return tallyOf(ended, { passed: expected + flaky, failed: unexpected, remarks });
}

interface PlaywrightSuite {
  specs: { file: string; title: string; tests: { status: string }[] }[];
  suites?: PlaywrightSuite[];
}

interface PlaywrightReport {
  stats: { expected: number; flaky: number; unexpected: number };
  suites: PlaywrightSuite[];
}

function specsOf(suite: PlaywrightSuite): PlaywrightSuite["specs"] {
  return [...suite.specs, ...(suite.suites ?? []).flatMap(specsOf)];
}

function readReport<T>(file: string): T | null {
  return fs.existsSync(file) ? (JSON.parse(fs.readFileSync(file, "utf8")) as T) : null;
}
