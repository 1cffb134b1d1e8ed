import { spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { freePort } from "../postgres.mjs";
import type { House } from "./house.ts";
import { one, sum, type Tally } from "./tally.ts";

const PATIENCE_MS = 20_000;

/**
 * P2: more instances of console and machines' door, each by its own command and with nothing but the settings, beside
 * those of the house. They must be ready, and serve the same log.
 */
export async function checkSecondInstance(house: House): Promise<Tally> {
  const [port, apiPort] = [await freePort(), await freePort()];
  const variables = {
    ...process.env,
    NODE_ENV: "production" as const,
    DATABASE_URL: house.databaseUrl,
    COUNTERSIGN_SECRET: fs.readFileSync(path.join(house.dataDir, "secret"), "utf8").trim(),
    // An empty folder: no state of the first instance is at hand.
    COUNTERSIGN_DATA_DIR: path.join(house.dataDir, "second-instance"),
    HOSTNAME: "127.0.0.1",
    PORT: String(port),
    API_PORT: String(apiPort),
  };
  const programs = [".next/standalone/server.js", "dist/api.js"].map((file) =>
    spawn(process.execPath, [file], { env: variables, stdio: "ignore" }),
  );
  try {
    const isReady = await Promise.all([
      answersWell(`http://127.0.0.1:${port}/api/health`),
      answersWell(`http://127.0.0.1:${apiPort}/health/ready`),
    ]);
    const origins = await Promise.all([house.apiUrl, `http://127.0.0.1:${apiPort}`].map(originOfLog));
    const isSameLog = origins[0] !== null && origins[0] === origins[1];
    console.log(`  second console and machines' door: ready ${isReady.join(", ")}; the same log: ${isSameLog}`);
    return sum([
      one(isReady[0], "the second console was not ready"),
      one(isReady[1], "the second machines' door was not ready"),
      one(isSameLog, "the second instance serves another log"),
    ]);
  } finally {
    for (const program of programs) program.kill("SIGTERM");
    await Promise.all(programs.map((program) => program.exitCode ?? once(program, "close")));
  }
}

async function answersWell(url: string): Promise<boolean> {
  const until = Date.now() + PATIENCE_MS;
  while (Date.now() < until) {
    const response = await fetch(url).catch(() => null);
    if (response?.ok) return true;
    await delay(100);
  }
  return false;
}

/** The first line of the checkpoint names the log; later lines change with every event. */
async function originOfLog(url: string): Promise<string | null> {
  const response = await fetch(`${url}/log/checkpoint`).catch(() => null);
  return response?.ok ? ((await response.text()).split("\n")[0] ?? null) : null;
}
