import { beforeAll, describe, expect, it } from "vitest";
import { systemContext } from "@/lib/context";
import { inSqlTransaction, sql } from "@/lib/db";
import { contextAs } from "@/lib/testing/contexts";
import { testLog } from "@/lib/testing/log";
import {
  type AuditSearchInput,
  followLog,
  listEvents,
  type NewEvent,
  recordEvents,
  SEARCH,
  sequenceOnce,
} from "../../index";
import { auditSearchSchema } from "../../search";
import { foundByWords, keysAmongNext } from "../found";
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
  while (await followLog([SEARCH]));
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
      const byIndex = await run<{ id: string }>(sql(), foundByWords(words, always, 100));
      const [looked] = await run<{ looked: number; keys: { id: string }[] }>(
        sql(),
        keysAmongNext(question, always, 100),
      );
      expect(looked?.keys.map(({ id }) => id).sort()).toEqual(byIndex.map(({ id }) => id).sort());
      expect(looked?.looked).toBeGreaterThanOrEqual(60);
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
