import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { inSqlTransaction, sql } from "@/lib/db";
import { AGENTS, drawnLog, listed, naive, owner, PEOPLE, pairs } from "@/lib/testing/drawn-log";
import { type AuditSearchInput, countEvents, eventFacets, readHeads, streamLeaves, tailEvents } from "../index";

const all = drawnLog();

describe("L4 what an owner sees, finds and counts", () => {
  const own = () => all().filter((event) => event.agent?.id === AGENTS[0] || event.actor.id === PEOPLE[0]);

  it("is their own agents' events and what they did, whatever is asked for", async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.constant<AuditSearchInput>({}), pairs), async (search) => {
        const expected = naive(search, own());
        expect(await listed(owner, search, 7)).toEqual(expected);
        expect(await countEvents(owner, search)).toEqual({ count: expected.length, exact: true });
        const { window, total } = await eventFacets(owner, search);
        expect({ window, total }).toEqual({ window: expected.length, total: { count: expected.length, exact: true } });
      }),
      { numRuns: 15 },
    );
  });

  it("holds for words, the live tail and what is streamed", async () => {
    const ids = new Set(own().map((event) => event.id));
    const words = await listed(owner, { text: "refund" }, 50);
    const followed = await tailEvents(owner, {}, -1);
    const heads = await readHeads(sql());
    const streamed = await inSqlTransaction(async (tx) => {
      const found: string[] = [];
      for await (const rows of streamLeaves(tx, owner, { search: {}, heads })) {
        found.push(...rows.map(({ leaf }): string => JSON.parse(leaf).id));
      }
      return found;
    });
    for (const found of [words, followed.rows.map((row) => row.id), streamed]) {
      expect(found.length).toBeGreaterThan(0);
      expect(found.filter((one) => !ids.has(one))).toEqual([]);
    }
  });
});
