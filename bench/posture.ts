// Posture and usage beside a log of ten million events (D1, M4): BENCH_EVENTS says how many; with BENCH_DATABASE_URL a database that
// bench/timeline.ts reads is used, and what is counted is added to it once.
import pg from "pg";
import type { Context } from "@/lib/context";
import { closeDatabase, inSqlTransaction } from "@/lib/db";
import { readPosture } from "@/lib/posture";
import { contextAs } from "@/lib/testing/contexts";
import { readUsage, USAGE } from "@/lib/usage";
import { onStage, percentile, printTable, round } from "./audit-stage";
import { fillPosture } from "./support/posture-fill";
import { fillEvents, LAST } from "./support/timeline-fill";

const EVENTS = Number(process.env.BENCH_EVENTS ?? 10_000_000);
const OTHERS = Number(process.env.BENCH_AGENTS ?? 2_200);
const ASKED = Number(process.env.BENCH_ASKED ?? 20);

export async function run(): Promise<void> {
  const filled = process.env.BENCH_DATABASE_URL;
  if (!filled) {
    return onStage(async ({ url }) => {
      await fillEvents(url, EVENTS);
      await measure(url);
    });
  }
  process.env.DATABASE_URL = filled;
  process.env.COUNTERSIGN_SECRET ??= "a-secret-for-benches-of-32-characters-or-more";
  await measure(filled);
  await closeDatabase();
}

async function prepare(url: string): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  const { rows } = await client.query("select exists (select from usage_day_states) as filled");
  if (!rows[0]?.filled) await fillPosture(client, OTHERS);
  const counted = await client.query(
    "select (select count(*) from usage_hours) as hours, (select count(*) from agents) as agents",
  );
  const days = await keepDays(client);
  console.log(`  ${round(counted.rows[0].agents)} agents, ${round(counted.rows[0].hours)} rows of usage${days}`);
  await client.end();
}

/** Makes the days of usage that wait for it, as a worker does with each batch of events. */
async function keepDays(client: pg.Client): Promise<string> {
  const waiting = async () => {
    const { rows } = await client.query(
      "select count(*)::int as days from usage_day_states where not kept and day < date_trunc('day', now(), 'UTC')",
    );
    return rows[0].days as number;
  };
  const days = await waiting();
  if (days === 0) return "";
  const began = performance.now();
  const { rows } = await client.query("select published_size as size from log_state");
  const size = BigInt(rows[0].size);
  const nothing = { epoch: 1, from: size, to: size };
  for (let left = days; left > 0; left = await waiting()) await inSqlTransaction((tx) => USAGE.apply(tx, nothing));
  await client.query("vacuum (analyze) usage_days");
  return `; ${days} days kept, ${round((performance.now() - began) / days)} ms each`;
}

// Days of usage are kept when they are over by the server's clock: what is filled ahead of it is not asked for.
const now = new Date(Math.min(LAST, Date.now()) - 3_600_000);
const auditor: Context = { ...contextAs("auditor", { id: "per_auditor" }), now };
const ago = (days: number) => new Date(now.getTime() - days * 86_400_000).toISOString();
const quarter = new Date(Date.UTC(2026, 9)).toISOString();

const WORKS: Record<string, () => Promise<unknown>> = {
  "posture, all": () => readPosture(auditor),
  "posture, a team": () => readPosture(auditor, { teamId: "tem_0003" }),
  "usage: 24 hours by team": () => readUsage(auditor, { by: "team" }),
  "usage: 24 hours by tool": () => readUsage(auditor, { by: "tool" }),
  "usage: 7 days by agent": () => readUsage(auditor, { by: "agent", from: ago(7) }),
  "usage: 30 days by team": () => readUsage(auditor, { by: "team", from: ago(30) }),
  "usage: 30 days by agent": () => readUsage(auditor, { by: "agent", from: ago(30) }),
  "usage: 30 days, a team by tool": () => readUsage(auditor, { by: "tool", from: ago(30), teamId: "tem_0003" }),
  "usage: a quarter by team": () => readUsage(auditor, { by: "team", from: quarter }),
  "usage: a quarter by agent": () => readUsage(auditor, { by: "agent", from: quarter }),
};

async function measure(url: string): Promise<void> {
  await prepare(url);
  const rows: [string, string, string][] = [["p50 / p95", "ms", "promised p95"]];
  for (const [name, work] of Object.entries(WORKS)) {
    const took: number[] = [];
    for (let turn = 0; turn < ASKED; turn++) {
      const began = performance.now();
      await work();
      took.push(performance.now() - began);
    }
    rows.push([name, `${percentile(took, 0.5).toFixed(0)} / ${percentile(took, 0.95).toFixed(0)}`, "≤ 300 ms"]);
  }
  printTable(rows);
}
