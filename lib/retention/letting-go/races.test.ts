import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { recordEvents, runSelfAudit, sequenceOnce } from "@/lib/audit";
import { systemContext } from "@/lib/context";
import { inSqlTransaction, sql } from "@/lib/db";
import { newId } from "@/lib/ids";
import { contextAs } from "@/lib/testing/contexts";
import { testLog } from "@/lib/testing/log";
import { askHold, askLift, confirmHold, confirmLift, letGo, makeMonths } from "../index";
import { RETENTION_CLASSES, type RetentionClass } from "../terms";

testLog();

const worker = systemContext("worker");
const DAY_MS = 86_400_000;
const ago = (days: number) => new Date(Date.now() - days * DAY_MS);
const cora = contextAs("compliance", { id: newId("per"), now: new Date() });
const henry = contextAs("ciso", { id: newId("per"), now: new Date() });
const reason = "Case 7 before the labour court.";

/** One event of each class with a text beside its leaf, of one agent, in one story. */
const EVENTS: Record<RetentionClass, (agent: string) => object> = {
  operational: (agent) => ({ type: "call.reported", targetId: agent, agentId: agent, details: { tool: "read" } }),
  security: (agent) => ({ type: "team.created", targetId: agent, agentId: agent, details: { name: "Team" } }),
  evidence: (agent) => ({ type: "agent.created", targetId: agent, agentId: agent, details: { name: "Agent" } }),
};

async function record(days: number, name: RetentionClass, agent: string): Promise<string> {
  const ctx = systemContext("test", { now: ago(days), correlationId: `req_${agent}` });
  const ids = await inSqlTransaction((tx) => recordEvents(tx, ctx, [EVENTS[name](agent)] as never));
  return ids[0] as string;
}

const standing = async (ids: readonly string[]): Promise<Set<string>> => {
  const { rows } = await sql().query<{ id: string }>(
    "select distinct event_id as id from audit_personal where event_id = any($1)",
    [ids],
  );
  return new Set(rows.map(({ id }) => id));
};

beforeAll(() => makeMonths(worker));

describe("L3 a hold that is confirmed while records are let go", () => {
  it("waits for the batch that runs, and stops everything after it", async () => {
    const [first, second] = [await record(310, "operational", "agt_one"), await record(300, "operational", "agt_two")];
    const { id } = await askHold(cora, { title: "Case 7", reason, scope: { kind: "everything" } });
    const letting = await sql().connect();
    let answered = false;
    try {
      await letting.query("begin");
      // The batch of the older day alone, on a connection of its own that has not committed yet.
      const gone = await letting.query("select log_let_go('operational', $1, $2, 10)::int as gone", [
        ago(311),
        ago(309),
      ]);
      expect(gone.rows).toEqual([{ gone: 1 }]);
      const confirming = confirmHold(henry, { holdId: id, version: 1 }).finally(() => {
        answered = true;
      });
      await waitsForRetention();
      expect(answered).toBe(false);
      await letting.query("commit");
      await confirming;
    } finally {
      letting.release(true);
    }
    expect((await letGo(worker)).fields.operational).toBe(0);
    expect(await standing([first, second])).toEqual(new Set([second]));
    await askLift(cora, { holdId: id, version: 2, reason });
    await confirmLift(henry, { holdId: id, version: 3 });
  });

  it("is seen by the batch that had to wait for it", async () => {
    const kept = await record(305, "operational", "agt_three");
    const { id } = await askHold(cora, {
      title: "Case 8",
      reason,
      scope: { kind: "correlation", id: "req_agt_three" },
    });
    const holding = await sql().connect();
    try {
      await holding.query("begin");
      await holding.query("select retention_lock()");
      await holding.query("update legal_holds set state = 'active' where id = $1", [id]);
      const letting = letGo(worker);
      await waitsForRetention();
      await holding.query("commit");
      await letting;
    } finally {
      holding.release(true);
    }
    expect(await standing([kept])).toEqual(new Set([kept]));
    await sql().query("update legal_holds set state = 'lifted'");
  });
});

/** Until another connection waits for the lock that holds, letting go and erasure share. */
async function waitsForRetention(): Promise<void> {
  const text =
    "select from pg_locks where locktype = 'advisory' and classid = 1668507502 and objid = 1919251566 and not granted";
  await expect.poll(async () => (await sql().query(text)).rowCount, { interval: 5 }).toBeGreaterThan(0);
}

interface World {
  months: Record<RetentionClass, number>;
  events: { days: number; name: RetentionClass; agent: number }[];
  holds: { agent: number | null; from: number | null; to: number | null }[];
}

const worlds: fc.Arbitrary<World> = fc.record({
  months: fc
    .tuple(fc.integer({ min: 6, max: 84 }), fc.integer({ min: 6, max: 84 }), fc.integer({ min: 12, max: 84 }))
    .map((drawn) => {
      const [operational, security, evidence] = drawn.toSorted((a, b) => a - b) as [number, number, number];
      return { operational, security, evidence: Math.max(12, evidence) };
    }),
  events: fc.array(
    fc.record({
      days: fc.integer({ min: 1, max: 3_000 }),
      name: fc.constantFrom(...RETENTION_CLASSES),
      agent: fc.integer({ min: 0, max: 3 }),
    }),
    { minLength: 1, maxLength: 25 },
  ),
  holds: fc.array(
    fc.record({
      agent: fc.option(fc.integer({ min: 0, max: 3 })),
      from: fc.option(fc.integer({ min: 1, max: 3_000 })),
      to: fc.option(fc.integer({ min: 1, max: 3_000 })),
    }),
    { maxLength: 3 },
  ),
});

/** The rule, reckoned once more without the database: the beginning of the day on which a class is over, and what holds cover. */
function mayGo({ months, holds }: World, { days, name, agent }: World["events"][number]): boolean {
  const over = new Date();
  const day = over.getUTCDate();
  over.setUTCMonth(over.getUTCMonth() - months[name], 1);
  const last = new Date(Date.UTC(over.getUTCFullYear(), over.getUTCMonth() + 1, 0)).getUTCDate();
  over.setUTCDate(Math.min(day, last));
  over.setUTCHours(0, 0, 0, 0);
  const at = ago(days);
  const isHeld = holds.some(
    (hold) =>
      (hold.agent === null || hold.agent === agent) &&
      (hold.from === null || days <= hold.from) &&
      (hold.to === null || days >= hold.to),
  );
  return at < over && !isHeld;
}

describe("L3 what may go is what its class' time is over for and no hold covers", () => {
  it("is the same as reckoned naively, whatever the times, ages and holds", { timeout: 240_000 }, async () => {
    let run = 0;
    await fc.assert(
      fc.asyncProperty(worlds, async (world) => {
        run += 1;
        const agentOf = (agent: number) => `agt_${run}x${agent}`;
        for (const name of RETENTION_CLASSES) {
          await sql().query("update retention_rules set months = $2 where class = $1", [name, world.months[name]]);
        }
        const ids: string[] = [];
        for (const { days, name, agent } of world.events) ids.push(await record(days, name, agentOf(agent)));
        for (const { agent, from, to } of world.holds) {
          // Half a day of room, so that no edge of a hold falls on an event.
          const edge = (days: number | null, room: number) => (days === null ? {} : ago(days + room).toISOString());
          const scope = {
            ...(agent === null ? { kind: "everything" } : { kind: "agent", id: agentOf(agent) }),
            ...(from === null ? {} : { from: edge(from, 0.5) }),
            ...(to === null ? {} : { to: edge(to, -0.5) }),
          };
          await sql().query(
            "insert into legal_holds (id, title, reason, scope, state, asked_by_id, asked_at) values ($1, 'x', 'x', $2, 'active', 'per_x', now())",
            [newId("hld"), JSON.stringify(scope)],
          );
        }
        await letGo(worker);
        const left = await standing(ids);
        const expected = ids.filter((_, place) => !mayGo(world, world.events[place] as World["events"][number]));
        expect([...left].sort()).toEqual(expected.sort());
        await sql().query("update legal_holds set state = 'lifted'");
      }),
      { numRuns: 12 },
    );
    await sequenceOnce();
    expect(await runSelfAudit()).toEqual([]);
  });
});
