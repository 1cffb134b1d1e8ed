import pg from "pg";
import type { House } from "./house.ts";
import { one, sum, type Tally } from "./tally.ts";

const SECOND_START_LIMIT_MS = 5_000;

/** P1: a run killed with -9 loses nothing, and a second start is ready in under five seconds. The house runs before and after. */
export async function checkRecovery(house: House): Promise<Tally> {
  const before = await rowCounts(house.databaseUrl);
  await house.kill();
  const milliseconds = await house.start();
  const after = await rowCounts(house.databaseUrl);
  const lost = [...before].filter(([table, rows]) => (after.get(table) ?? 0) < rows);
  const isEmpty = [...before.values()].every((rows) => rows === 0);
  for (const [table, rows] of lost) console.error(`  ${table}: ${rows} rows before kill -9, ${after.get(table)} after`);
  if (isEmpty) console.error("  there was nothing in the database to lose");
  console.log(`  ready ${Math.round(milliseconds)} ms after kill -9, limit ${SECOND_START_LIMIT_MS}`);
  return sum([one(lost.length === 0 && !isEmpty), one(milliseconds < SECOND_START_LIMIT_MS)]);
}

/**
 * P2: a copy of the data folder of a stopped installation is a backup: started from the copy, everything is there.
 * `house` is stopped and stays so.
 */
export async function checkBackup(house: House): Promise<Tally> {
  const restored = await house.restoredCopy();
  try {
    await restored.start();
    const counts = await rowCounts(restored.databaseUrl);
    const hasPeople = (counts.get("people") ?? counts.get('"Person"') ?? 0) > 0;
    return sum([one(hasPeople), one(await restored.stop())]);
  } finally {
    restored.remove();
  }
}

async function rowCounts(url: string): Promise<Map<string, number>> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    const tables = await client.query<{ name: string }>(
      "select quote_ident(tablename) as name from pg_tables where schemaname = 'public' order by 1",
    );
    const counts = new Map<string, number>();
    for (const { name } of tables.rows) {
      const { rows } = await client.query<{ count: string }>(`select count(*) from ${name}`);
      counts.set(name, Number(rows[0]?.count));
    }
    return counts;
  } finally {
    await client.end();
  }
}
