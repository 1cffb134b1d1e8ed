import pg from "pg";
import type { House } from "./house.ts";
import { one, sum, type Tally } from "./tally.ts";

const SECOND_START_MS = 5_000;

type RowCounts = ReadonlyMap<string, number>;

/**
 * P1: a run killed with -9 loses nothing. The house runs before and after. How long the second start takes is told and
 * not judged: on a machine that stalls it would say nothing of the product.
 */
export async function checkRecovery(house: House): Promise<Tally> {
  const before = await rowCounts(house.databaseUrl);
  await house.kill();
  const milliseconds = await house.start();
  const lost = lostRows(before, await rowCounts(house.databaseUrl));
  console.log(`  kill -9: ${lost.length} tables lost rows; ready again after ${Math.round(milliseconds)} ms`);
  const slow = `slow: ready ${Math.round(milliseconds)} ms after kill -9, where ${SECOND_START_MS} are promised`;
  return sum([
    nothingLost(lost, "kill -9"),
    { passed: 0, failed: 0, remarks: milliseconds > SECOND_START_MS ? [slow] : [] },
  ]);
}

/**
 * P2: a copy of the data folder of a stopped installation is a backup: started from the copy, everything is there.
 * Stops `house`.
 */
export async function checkBackup(house: House): Promise<Tally> {
  const before = await rowCounts(house.databaseUrl);
  const endedWell = await house.stop();
  const restored = await house.copy();
  try {
    await restored.start();
    const lost = lostRows(before, await rowCounts(restored.databaseUrl));
    console.log(`  restore from a copy of the data folder: ${lost.length} tables lost rows`);
    return sum([
      one(endedWell, "the house did not end with 0 when it was asked to stop"),
      nothingLost(lost, "restore from a copy"),
      one(await restored.stop(), "the restored house did not end with 0 when it was asked to stop"),
    ]);
  } finally {
    await restored.stop();
    restored.remove();
  }
}

function nothingLost(lost: readonly string[], after: string): Tally {
  return one(lost.length === 0, `rows were lost by ${after}: ${lost.join("; ")}`);
}

/** Rows that went missing, a sentence per table; only tables that nothing but an erasure shrinks. */
function lostRows(before: RowCounts, after: RowCounts): string[] {
  if (!before.get("people") || !before.get("audit_events")) return ["there was nothing in the database to lose"];
  const lost = [...before].filter(([table, rows]) => (after.get(table) ?? 0) < rows);
  return lost.map(([table, rows]) => `${table}: ${rows} rows before, ${after.get(table) ?? 0} after`);
}

const KEPT_TABLES = ["people", "teams", "role_grants", "agents", "agent_imports", "audit_events", "log_checkpoints"];

async function rowCounts(url: string): Promise<RowCounts> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    const counts = new Map<string, number>();
    for (const table of KEPT_TABLES) {
      const { rows } = await client.query<{ count: string }>(`select count(*) from ${table}`);
      counts.set(table, Number(rows[0]?.count));
    }
    return counts;
  } finally {
    await client.end();
  }
}
