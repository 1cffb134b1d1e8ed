// What is left alone among 100,000 agents: milliseconds of each view's first page and a later one, and of the counts on the tabs.
import pg from "pg";
import { systemContext } from "@/lib/context";
import { attentionCounts, listAttention } from "@/lib/ownership";
import { onStage } from "./audit-stage";
import { fillInventory } from "./support/inventory";
import { percentile } from "./support/percentile";

const AGENTS = 100_000;
const ROUNDS = 15;
const LIMIT_MS = 60;
const VIEWS = ["queue", "orphans", "dormant", "stale", "received", "handovers"] as const;

const ctx = systemContext("bench");

export function run(): Promise<void> {
  return onStage(async ({ url }) => {
    const client = new pg.Client(url);
    await client.connect();
    try {
      await fillInventory(client, AGENTS);
      // One in fifty waits in the queue; uses and confirmations are spread over the last 400 days.
      await client.query(`update agents set governance_since = case when hashtext(id) % 50 = 0 then now() - (abs(hashtext(id)) % 30) * interval '1 day' end,
        last_used_at = case when hashtext(id) % 3 <> 0 then now() - (abs(hashtext(name)) % 400) * interval '1 day' end,
        reviewed_at = now() - (abs(hashtext(id || name)) % 400) * interval '1 day'`);
      await client.query("vacuum analyze agents");
      await report();
    } finally {
      await client.end();
    }
  });
}

async function report(): Promise<void> {
  console.log(`  ${AGENTS} agents; milliseconds p50 / p95 (promise: ${LIMIT_MS})`);
  for (const view of VIEWS) {
    let { next: cursor } = await listAttention(ctx, { view });
    for (let page = 0; page < 10 && cursor; page++) ({ next: cursor } = await listAttention(ctx, { view, cursor }));
    await timed(view, () => listAttention(ctx, { view }));
    if (cursor) await timed(`${view}, page 12`, () => listAttention(ctx, { view, cursor }));
  }
  await timed("counts of every tab", () => attentionCounts(ctx));
}

async function timed(name: string, work: () => Promise<unknown>): Promise<void> {
  const spent: number[] = [];
  for (let round = -2; round < ROUNDS; round++) {
    const began = performance.now();
    await work();
    if (round >= 0) spent.push(performance.now() - began);
  }
  console.log(
    `  ${name.padEnd(24)} ${percentile(spent, 50).toFixed(1).padStart(6)} / ${percentile(spent, 95).toFixed(1).padStart(6)}`,
  );
}
