import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { followLog, lagOf, resetFollower, sequenceOnce } from "@/lib/audit";
import { contextFor } from "@/lib/context";
import { sql } from "@/lib/db";
import { closeDecisionPoint, decide } from "@/lib/policy";
import { seedDecidingAgent, seedGrant } from "@/lib/testing/deciding";
import { seedOrganisation } from "@/lib/testing/inventory";
import { pastTheWalls, testLog } from "@/lib/testing/log";
import { keptRollup, type MadeCall, reckonedRollup, recordCalls } from "@/lib/testing/usage";
import { USAGE } from "./index";

testLog();

const NOON = Date.UTC(2026, 10, 20, 12);
let agents: string[] = [];

beforeAll(async () => {
  await seedOrganisation();
  agents = [await seedDecidingAgent(), await seedDecidingAgent(), "agt_gone"];
});

async function follow() {
  while (await followLog([USAGE]));
}

const SERVERS = ["Books", "io.example/books", ""];
const TOOLS = ["read_invoice", "invoices/read", "größe", ""];

const calls: fc.Arbitrary<(MadeCall & { names: number | null })[]> = fc.array(
  fc.record(
    {
      at: fc.integer({ min: 0, max: 5 * 3_600_000 }).map((millis) => new Date(NOON + millis)),
      agentId: fc.nat(2).map((place) => `${place}`),
      teamId: fc.constantFrom("tem_a", "tem_b", null),
      server: fc.constantFrom(...SERVERS),
      tool: fc.constantFrom(...TOOLS),
      answer: fc.constantFrom("allow", "allow_with_warning", "deny", "step_up"),
      caller: fc.constantFrom("agent", "gateway", "person"),
      failed: fc.boolean(),
      millis: fc.oneof(fc.integer({ min: 0, max: 400_000 }), fc.constantFrom(1, 2, 50, 300_000, 300_001)),
      names: fc.option(fc.nat(20)),
    },
    { requiredKeys: ["at", "agentId", "teamId", "server", "tool", "caller", "failed", "names"] },
  ),
  { minLength: 1, maxLength: 25 },
);

describe("M4 calls by hour, agent and tool", () => {
  it("are what a naive count over decisions and events gives, whatever was called and however it comes in", async () => {
    const known: string[] = ["dec_nothing"];
    await fc.assert(
      fc.asyncProperty(calls, async (made) => {
        const ids = await recordCalls(
          made.map(({ names, ...call }) => ({
            ...call,
            agentId: agents[Number(call.agentId)] ?? "",
            ...(names === null ? {} : { decisionId: known[names % known.length] ?? "" }),
          })),
        );
        known.push(...ids.filter(Boolean));
        await sequenceOnce();
        await follow();
        expect(await keptRollup()).toEqual(await reckonedRollup());
      }),
      { numRuns: 12 },
    );
  });

  it("are the same after they were emptied and followed anew", async () => {
    const before = await keptRollup();
    expect(before.length).toBeGreaterThan(0);
    await resetFollower(USAGE);
    expect(await keptRollup()).toEqual([]);
    await follow();
    expect(await keptRollup()).toEqual(before);
  });

  it("come from the decisions that agents are given, and not from what people try", async () => {
    const [agentId = ""] = agents;
    await seedGrant(agentId, { tool: "read_invoice", actions: ["read"] });
    const ask = (kind: "agent" | "person", tool: string) =>
      decide(
        contextFor({ kind: "agent", id: agentId, instanceId: "ins_x" }, { now: new Date(NOON + 20 * 3_600_000) }),
        {
          ...{ agentId, instanceId: "ins_x", credentialId: null, tokenId: null, strength: "own_key", chain: [] },
          ...{ server: "Ledger", tool, action: null, arguments: {}, resourceIds: [], purpose: "", network: "" },
          ...{ workflow: { request: null, personId: null, earlier: [] }, canDo: [] },
        },
        { kind, id: agentId },
      );
    await Promise.all([ask("agent", "pay_invoice"), ask("agent", "pay_invoice"), ask("person", "pay_invoice")]);
    await closeDecisionPoint();
    await sequenceOnce();
    await follow();
    const rows = (await keptRollup()).filter(({ server }) => server === "Ledger");
    expect(rows).toMatchObject([{ tool: "pay_invoice", team_id: "tem_a", decided: 2, denied: 2, reported: 0 }]);
  });

  it("are never held up by what stands beside a report and was spoilt", async () => {
    const [agentId = ""] = agents;
    const at = new Date(NOON + 30 * 3_600_000);
    const report = { at, agentId, teamId: null, server: "Spoilt/x", tool: "read" };
    await recordCalls([report, { ...report, millis: 20 }]);
    await pastTheWalls((client) =>
      client.query("update audit_personal set value = 'no json {' where at = $1 and field = 'tool'", [at]),
    );
    await pastTheWalls((client) => client.query("delete from audit_personal where at = $1 and field = 'server'", [at]));
    await sequenceOnce();
    await follow();
    expect((await lagOf("usage")).behind).toBe(0);
    const { rows } = await sql().query("select server, tool, reported from usage_hours where hour = $1", [at]);
    expect(rows).toEqual([{ server: "Spoilt", tool: "x/read", reported: 2 }]);
  });
});
