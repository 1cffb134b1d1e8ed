import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { COUNTS, followLog, SEARCH, sequenceOnce } from "@/lib/audit";
import { sql } from "@/lib/db";
import { seedDecidingAgent } from "@/lib/testing/deciding";
import { seedOrganisation } from "@/lib/testing/inventory";
import { testLog } from "@/lib/testing/log";
import { keptRollup, type MadeCall, reckonedRollup, recordCalls } from "@/lib/testing/usage";
import { USAGE } from "./index";

testLog();

/** Where it dies: each statement of a turn that changes something, and the end of the turn. */
const STATEMENTS = [
  "insert into audit_counts",
  "insert into audit_search",
  "insert into usage_hours",
  "update log_followers",
  "commit",
];
const AT_ONCE = 5;
/** Each statement at both moments; FOLLOW_KILLS=30 for the promise as written. */
const KILLS = Number(process.env.FOLLOW_KILLS || 10);

let agentId = "";
beforeAll(async () => {
  await seedOrganisation();
  agentId = await seedDecidingAgent();
});

async function following(pattern: string, nth: number, moment: string): Promise<() => Promise<unknown>> {
  const child = fork(new URL("../testing/following-child.ts", import.meta.url), [pattern, String(nth), moment], {
    execArgv: ["--import", "tsx"],
    env: process.env,
    stdio: "inherit",
  });
  started.add(child);
  const died = once(child, "exit").then(([, signal]) => signal);
  await Promise.race([once(child, "message"), died]);
  return () => died;
}

// A worker of a test that took too long would go on beside all later ones.
const started = new Set<ChildProcess>();
afterAll(() => {
  for (const child of started) child.kill("SIGKILL");
});

let made = 0;
async function more(): Promise<void> {
  const calls = Array.from({ length: 7 }, (): MadeCall => {
    const at = new Date(Date.UTC(2026, 10, 20, 12) + made++ * 97_000);
    const call = { at, agentId, teamId: "tem_a", server: "Books", tool: `tool_${made % 3}` };
    return made % 2 ? { ...call, answer: "allow" } : { ...call, millis: made };
  });
  await recordCalls(calls);
  await sequenceOnce();
}

const RECOUNT = `select facet, value, count(*)::int as events from audit_events e join log_sequence s on s.event_id = e.id
  cross join lateral (values ('type', e.type), ('agent', e.agent_id), ('tool', e.tool)) f (facet, value)
  where value is not null group by 1, 2 order by 1, 2`;
const COUNTED = `select facet, value, events::int from audit_counts where grain = 'ever' and facet in ('type', 'agent', 'tool') order by 1, 2`;

describe("L4 M4 kill -9 of what follows the log, at any statement, several workers at a time", {
  timeout: 300_000,
}, () => {
  it("counts every event once all the same", async () => {
    let killed = 0;
    for (let round = 0; round < KILLS / AT_ONCE; round++) {
      const workers = await Promise.all(
        Array.from({ length: AT_ONCE }, (_, at) => {
          const place = round * AT_ONCE + at;
          const statement = STATEMENTS[place % STATEMENTS.length] ?? "";
          return following(statement, 1 + (place % 2), (round + at) % 2 ? "after" : "before");
        }),
      );
      let living = workers.length;
      const ended = workers.map(async (died) => {
        const signal = await died();
        living--;
        return signal;
      });
      // Whoever lives finds work until it meets its statement.
      while (living > 0) await more();
      expect(await Promise.all(ended)).toEqual(workers.map(() => "SIGKILL"));
      killed += workers.length;
    }
    expect(killed).toBe(KILLS);
    while (await followLog([COUNTS, SEARCH, USAGE]));
    expect(await keptRollup()).toEqual(await reckonedRollup());
    expect((await sql().query(COUNTED)).rows).toEqual((await sql().query(RECOUNT)).rows);
    const { rows } = await sql().query(
      "select count(*)::int as lacking from log_sequence s where not exists (select from audit_search w where w.at = s.at and w.event_id = s.event_id)",
    );
    expect(rows).toEqual([{ lacking: 0 }]);
  });
});
