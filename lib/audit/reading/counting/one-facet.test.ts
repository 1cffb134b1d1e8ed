import { describe, expect, it } from "vitest";
import { sql } from "@/lib/db";
import { AGENTS, auditor, drawnLog, naive, TOOLS } from "@/lib/testing/drawn-log";
import { type AuditSearchInput, COUNTS, countEvents, followLog, sequenceOnce } from "../../index";

const all = drawnLog();

describe("L4 counts of one facet", () => {
  it("are taken from what is kept, whatever was followed, and for any time", async () => {
    const count = async (search: AuditSearchInput) => (await countEvents(auditor, search)).count;
    const search: AuditSearchInput = {
      agentId: AGENTS[0] as string,
      from: "2026-11-01T10:30:00.000Z",
      to: "2026-11-20",
    };
    const before = await count(search);
    expect(before).toBe(naive(search, all()).length);
    await sequenceOnce();
    while (await followLog([COUNTS]));
    expect(await count(search)).toBe(before);
    await sql().query(
      "update audit_counts set events = events + 1000 where grain = 'ever' and facet = 'agent' and value = $1",
      [AGENTS[0]],
    );
    try {
      expect(await count({ agentId: AGENTS[0] as string })).toBe(
        naive({ agentId: AGENTS[0] as string }, all()).length + 1_000,
      );
    } finally {
      await sql().query(
        "update audit_counts set events = events - 1000 where grain = 'ever' and facet = 'agent' and value = $1",
        [AGENTS[0]],
      );
    }
  });

  it("are counted event by event for a tool that was one too many to be counted by itself", async () => {
    const search: AuditSearchInput = { tool: [(TOOLS[0] as readonly string[]).join("/")] };
    const expected = naive(search, all()).length;
    await sql().query("update audit_counts set value = '' where facet = 'tool' and value = $1", search.tool);
    try {
      expect(await countEvents(auditor, search)).toEqual({ count: expected, exact: true });
    } finally {
      await sql().query("update audit_counts set value = $1 where facet = 'tool' and value = ''", search.tool);
    }
  });
});
