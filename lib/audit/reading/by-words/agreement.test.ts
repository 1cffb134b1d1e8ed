import { beforeAll, describe, expect, it } from "vitest";
import { systemContext } from "@/lib/context";
import { inSqlTransaction, sql } from "@/lib/db";
import { contextAs } from "@/lib/testing/contexts";
import { testLog } from "@/lib/testing/log";
import {
  type AuditSearchInput,
  COUNTS,
  followLog,
  listEvents,
  type NewEvent,
  recordEvents,
  SEARCH,
  sequenceOnce,
} from "../../index";
import { auditSearchSchema } from "../../search";
import { foundByWords, keysAmongFacet, keysAmongNext } from "../found";
import { questionOf } from "../store";
import { run } from "./store";

testLog();

const NOW = new Date(Date.UTC(2026, 10, 20, 12));
const AGENTS = ["one", "two", "three"].map((name) => `agt_${name.padStart(26, "0")}`);
const REASONS = [
  "A loop of refunds",
  "refund looped",
  "100 % of calls_failed",
  "loop-a",
  "a \\ and ' a quote",
  "Lösung",
];
const SERVERS = ["payments", "ledger"];

const eventAt = (at: number): NewEvent => {
  const agentId = AGENTS[at % 3] as string;
  const outcome = (["done", "refused", "failed"] as const)[at % 4] ?? "done";
  return at % 2
    ? { type: "agent.suspended", targetId: agentId, agentId, outcome, details: { reason: REASONS[at % 7] ?? "Other" } }
    : {
        type: "decision.made",
        targetId: `dec_${at}`,
        agentId,
        outcome,
        details: { server: SERVERS[at % 5] ?? "mail", tool: at % 6 ? "refund" : "refund_all", answer: "deny" },
      };
};

beforeAll(async () => {
  for (let at = 0; at < 60; at++) {
    const now = new Date(NOW.getTime() - at * 40_000_000);
    await inSqlTransaction((tx) => recordEvents(tx, systemContext("test", { now }), [eventAt(at)]));
  }
  await sequenceOnce();
  while (await followLog([COUNTS, SEARCH]));
});

const TEXTS = [
  "refund",
  "refunds",
  "refund_all",
  "loop",
  '"loop a"',
  "loop-a refund",
  "100 calls",
  "lös",
  "ledger deny",
  AGENTS[1] as string,
  "nothing",
];
const NARROWED: AuditSearchInput[] = [
  {},
  { agentId: [AGENTS[0] as string, AGENTS[2] as string] },
  { kind: ["decision"], outcome: ["refused", "failed"] },
  { tool: ["payments/refund", "ledger/refund_all"] },
  { tool: ["payments/refund"], severity: ["info"], agentId: AGENTS[0] as string },
];

async function questioned(text: string, narrowed: AuditSearchInput) {
  const search = auditSearchSchema.parse({ ...narrowed, text });
  const seen = { everything: true, actorId: "per_auditor", agentIds: [] };
  const question = await questionOf({ search, seen, place: null, upwards: false, now: NOW });
  if (!question) throw new Error("nothing is asked");
  return question;
}

const always = { from: null, until: null };

describe("L4 words looked up in their index and words looked for event by event", () => {
  it.each(TEXTS)("find the same events by %j, narrowed by facets or not", async (text) => {
    for (const narrowed of NARROWED) {
      const question = await questioned(text, narrowed);
      // What the facets say besides words is another condition: what both find of the words alone is compared.
      const words = { ...question, facets: [] };
      const byIndex = await run<{ id: string }>(sql(), foundByWords(words, always, { limit: 100 }));
      const [looked] = await run<{ looked: number; keys: { id: string }[] }>(
        sql(),
        keysAmongNext(question, always, 100),
      );
      expect(looked?.keys.map(({ id }) => id).sort()).toEqual(byIndex.map(({ id }) => id).sort());
      expect(looked?.looked).toBeGreaterThanOrEqual(60);
    }
  });

  it.each(TEXTS)("and words looked for among the events of any of the facets, find the same by %j", async (text) => {
    for (const narrowed of NARROWED) {
      const question = await questioned(text, narrowed);
      const byIndex = await run<{ id: string }>(sql(), foundByWords(question, always, { limit: 100 }));
      for (const driving of question.facets) {
        for (const alone of [true, false]) {
          const asked = keysAmongFacet({ ...question, driving, alone }, always, 100);
          const [looked] = await run<{ keys: { id: string }[] }>(sql(), asked);
          expect(looked?.keys.map(({ id }) => id)).toEqual(byIndex.map(({ id }) => id));
          const back = keysAmongFacet({ ...question, driving, alone, upwards: true }, always, 100);
          const [upwards] = await run<{ keys: { id: string }[] }>(sql(), back);
          expect(upwards?.keys.map(({ id }) => id).reverse()).toEqual(byIndex.map(({ id }) => id));
        }
      }
    }
  });

  it.each(TEXTS)("and looked for in what the index finds of the facets alone, find the same by %j", async (text) => {
    for (const narrowed of NARROWED) {
      const question = await questioned(text, narrowed);
      const [whole, facetsAlone] = await Promise.all(
        [false, true].map((alone) =>
          run<{ id: string }>(sql(), foundByWords(question, always, { limit: 100, facetsAlone: alone })),
        ),
      );
      expect(facetsAlone?.map(({ id }) => id)).toEqual(whole?.map(({ id }) => id));
    }
  });

  it("meet where one gives way to the other: nothing is lost and nothing comes twice", async () => {
    const auditor = { ...contextAs("auditor", { id: "per_auditor" }), now: NOW };
    // More rows than a first look reads, none of which has the word.
    await sql().query(
      `insert into audit_search (event_id, at, words) select 'evt_none_' || n, $1::timestamptz - interval '1 second' - n * interval '1 millisecond', 'none'
        from generate_series(1, 1600) n`,
      [NOW],
    );
    const found: string[] = [];
    let olderThan: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof listEvents>> = await listEvents(auditor, {
        text: "refund",
        limit: 3,
        olderThan,
      });
      found.push(...page.rows.map(({ id }) => id));
      olderThan = page.older;
    } while (olderThan);
    const { rows } = await sql().query<{ id: string }>(
      "select event_id as id from audit_search where audit_terms(words) @@ 'refund:*' order by at desc, event_id desc",
    );
    expect(found).toEqual(rows.map(({ id }) => id));
  });
});

describe("L4 words together with a facet", () => {
  const auditor = { ...contextAs("auditor", { id: "per_auditor" }), now: NOW };
  const AGENT = AGENTS[0] as string;
  const TOOL = "payments/refund";

  async function listed(search: AuditSearchInput, limit: number): Promise<string[]> {
    const ids: string[] = [];
    let olderThan: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof listEvents>> = await listEvents(auditor, { ...search, limit, olderThan });
      ids.push(...page.rows.map(({ id }) => id));
      olderThan = page.older;
    } while (olderThan);
    return ids;
  }

  /** Said plainly: every event, whatever its month and whoever counted it. */
  async function plainly(column: "agent_id" | "tool", value: string): Promise<string[]> {
    const { rows } = await sql().query<{ id: string }>(
      `select e.id from audit_events e join audit_search w on w.at = e.at and w.event_id = e.id
        where e.${column} = $1 and audit_terms(w.words) @@ 'refund:*' order by e.at desc, e.id desc`,
      [value],
    );
    return rows.map(({ id }) => id);
  }

  it("are found page by page, each event once, in the order of time", async () => {
    const expected = await plainly("agent_id", AGENT);
    expect(expected.length).toBeGreaterThan(5);
    for (const limit of [1, 3, 50]) {
      expect(await listed({ text: "refund", agentId: AGENT }, limit)).toEqual(expected);
    }
    expect(await listed({ text: "refund", tool: [TOOL] }, 3)).toEqual(await plainly("tool", TOOL));
  });

  it("are found in a month that words were followed in and counts were not yet", async () => {
    const late = new Date(NOW.getTime() - 200 * 86_400_000);
    await inSqlTransaction((tx) => recordEvents(tx, systemContext("test", { now: late }), [eventAt(6)]));
    await sequenceOnce();
    while (await followLog([SEARCH]));
    const expected = await plainly("agent_id", AGENT);
    expect(await listed({ text: "refund", agentId: AGENT }, 3)).toEqual(expected);
    while (await followLog([COUNTS]));
    expect(await listed({ text: "refund", agentId: AGENT }, 3)).toEqual(expected);
  });

  it("are found by a tool that was one too many to be counted by itself", async () => {
    const expected = await plainly("tool", TOOL);
    expect(expected.length).toBeGreaterThan(0);
    await sql().query("update audit_counts set value = '' where facet = 'tool' and value = $1", [TOOL]);
    try {
      expect(await listed({ text: "refund", tool: [TOOL] }, 3)).toEqual(expected);
    } finally {
      await sql().query("update audit_counts set value = $1 where facet = 'tool' and value = ''", [TOOL]);
    }
  });

  it("are not asked for in months that have none of its events by the counts", async () => {
    const november = "grain = 'month' and facet = 'agent' and value = $1 and start = timestamptz '2026-11-01 00:00Z'";
    const expected = await plainly("agent_id", AGENT);
    const { rows } = await sql().query<{ events: string }>(`select events from audit_counts where ${november}`, [
      AGENT,
    ]);
    await sql().query(`update audit_counts set events = 0 where ${november}`, [AGENT]);
    try {
      const { rows: inNovember } = await sql().query<{ id: string }>(
        "select id from audit_events where at >= timestamptz '2026-11-01 00:00Z' and agent_id = $1",
        [AGENT],
      );
      const skipped = new Set(inNovember.map(({ id }) => id));
      expect(expected.some((id) => skipped.has(id))).toBe(true);
      expect(await listed({ text: "refund", agentId: AGENT }, 50)).toEqual(expected.filter((id) => !skipped.has(id)));
    } finally {
      await sql().query(`update audit_counts set events = $2 where ${november}`, [AGENT, rows[0]?.events]);
    }
  });
});
