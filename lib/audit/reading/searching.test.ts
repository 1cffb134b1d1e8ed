import { describe, expect, it } from "vitest";
import { systemContext } from "@/lib/context";
import { inSqlTransaction, sql } from "@/lib/db";
import { AGENTS, auditor, drawnLog, listed, NOW, naive } from "@/lib/testing/drawn-log";
import { type AuditSearchInput, COUNTS, followLog, listEvents, recordEvents, SEARCH, sequenceOnce } from "../index";

const all = drawnLog();

describe("L4 searching for words", () => {
  const found = async (text: string, more: AuditSearchInput = {}) => listed(auditor, { text, ...more }, 50);
  const reasons = async (text: string) => {
    const rows = (await listEvents(auditor, { text, kind: ["agent.suspended"], limit: 200 })).rows;
    return [
      ...new Set(rows.map((row) => row.sentence.map((part) => ("text" in part ? part.text : "")).join(""))),
    ].sort();
  };
  const suspended = (reason: string) => `suspended the agent : ${reason}`;

  it("finds words as they begin, in any order, and phrases as they stand", async () => {
    expect(await reasons("loop")).toEqual(
      [suspended("A loop of refunds"), suspended("loop-a"), suspended("refund looped")].sort(),
    );
    expect(await reasons("refund loop")).toEqual([suspended("A loop of refunds"), suspended("refund looped")].sort());
    expect(await reasons('"refund loop"')).toEqual([suspended("refund looped")]);
    expect(await reasons('"loop a"')).toEqual([suspended("loop-a")]);
    expect(await reasons("ärger GATEWAY")).toEqual([suspended("“Ärger” mit dem Gateway")]);
    expect(await reasons("calls failed 100")).toEqual([suspended("100 % of calls_failed")]);
  });

  it("finds the same events before and after they were followed, once each, both ways", async () => {
    const before = await found("refund");
    expect(new Set(before).size).toBe(before.length);
    expect(await listed(auditor, { text: "refund" }, 7, true)).toEqual(before);
    const narrowed = await found("refund", { agentId: AGENTS[1], outcome: ["refused"] });
    const plainly = naive({ agentId: AGENTS[1], outcome: ["refused"] }, all());
    expect(narrowed).toEqual(before.filter((one) => plainly.includes(one)));
    await sequenceOnce();
    while (await followLog([COUNTS, SEARCH]));
    expect(await found("refund")).toEqual(before);
    expect(await found("refund", { agentId: AGENTS[1], outcome: ["refused"] })).toEqual(narrowed);
  });

  it("finds everything that has an id in it", async () => {
    const agent = AGENTS[2] as string;
    expect(await found(agent)).toEqual(
      all()
        .filter((event) => [event.agent?.id, event.actor.id, event.target.id].includes(agent))
        .map((event) => event.id),
    );
  });

  it.each(["'", "\\", "' | 'a", "%", "_", "a:*b", "<->", "!refund", "''':*", "\u{1F600}", "\ud800"])(
    "%j is only text",
    async (text) => {
      const rows = await found(text);
      expect(Array.isArray(rows)).toBe(true);
    },
  );

  it("finds nothing by words that were let go", async () => {
    const [first] = await found("loop", { kind: ["agent.suspended"] });
    await sql().query("delete from audit_search where at = event_at($1) and event_id = $1", [first]);
    expect(await found("loop", { kind: ["agent.suspended"] })).not.toContain(first);
    expect(await found("", { kind: ["agent.suspended"] })).toContain(first);
  });
});

describe("L4 pages while events arrive", () => {
  it("repeat nothing and lose nothing of what was there", async () => {
    const before = await listed(auditor, { kind: ["agent"] }, 200);
    const seen: string[] = [];
    let olderThan: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof listEvents>> = await listEvents(auditor, {
        kind: ["agent"],
        limit: 9,
        olderThan,
      });
      seen.push(...page.rows.map((row) => row.id));
      olderThan = page.older;
      await inSqlTransaction((tx) =>
        recordEvents(tx, systemContext("worker", { now: new Date(NOW.getTime() + 60_000) }), [
          {
            type: "agent.suspended",
            targetId: AGENTS[0] as string,
            agentId: AGENTS[0] as string,
            details: { reason: "New" },
          },
        ]),
      );
    } while (olderThan);
    expect(seen).toEqual(before);
  });
});
