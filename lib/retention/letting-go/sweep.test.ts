import { beforeAll, describe, expect, it } from "vitest";
import { followLog, recordEvents, runSelfAudit, SEARCH, sequenceOnce } from "@/lib/audit";
import { systemContext } from "@/lib/context";
import { db, inSqlTransaction, sql } from "@/lib/db";
import { newId } from "@/lib/ids";
import { caseFromDecision, explainDecision, listDecisions } from "@/lib/policy";
import { contextAs } from "@/lib/testing/contexts";
import { seedDecidingAgent } from "@/lib/testing/deciding";
import { seedOrganisation } from "@/lib/testing/inventory";
import { testLog } from "@/lib/testing/log";
import { askHold, askLift, confirmHold, confirmLift, letGo, makeMonths } from "../index";

testLog();

const worker = systemContext("worker");
const DAY_MS = 86_400_000;
const ago = (days: number) => new Date(Date.now() - days * DAY_MS);
const cora = contextAs("compliance", { id: newId("per"), now: new Date() });
const henry = contextAs("ciso", { id: newId("per"), now: new Date() });
const reason = "Case 7 before the labour court.";
const SECRET = "account 4711";
let agentId = "";

/** An event with nothing beside its leaf. */
async function recordBare(days: number, agent: string): Promise<string> {
  const ctx = systemContext("test", { now: ago(days), correlationId: `req_${days}` });
  const event = { type: "agent.activated" as const, targetId: agent, agentId: agent, details: { tier: "low" } };
  const [id] = await inSqlTransaction((tx) => recordEvents(tx, ctx, [event]));
  return id as string;
}

async function decideAt(days: number): Promise<string> {
  const at = ago(days);
  const id = newId("dec", at);
  const call = {
    ...{ agentId, instanceId: null, credentialId: null, tokenId: null, strength: "own_key", chain: [] },
    ...{ server: "Books", tool: "read_invoice", action: "read", arguments: { number: SECRET }, resourceIds: [] },
    ...{ purpose: SECRET, network: "", workflow: { request: SECRET, personId: null, earlier: [] }, canDo: [] },
  };
  const request = {
    ...{ call, agent: null, tool: null, chain: [], grants: [], resources: {}, activePeople: [] },
    ...{ firstUse: false, stoppedBy: null },
  };
  const traced = { argument: "number", origin: "stated", matters: true, because: SECRET };
  const answer = {
    ...{ outcome: "deny", reason: "not_granted", action: "read", entitlementIds: [], stepUp: null },
    ...{ policies: [{ id: "guard.unowned", version: "2" }], obligations: [], warnings: [SECRET], errors: [] },
    nearMisses: [{ kind: "grant", id: "ent_none", because: SECRET }],
    provenance: { worst: "stated", arguments: [traced], signs: [SECRET] },
  };
  await db().decision.create({
    data: {
      ...{ id, at, agentId, callerKind: "gateway", callerId: "agt_gate", server: "Books", tool: "read_invoice" },
      ...{ action: "read", outcome: "deny", reason: "not_granted", contextDigest: "d".repeat(64) },
      ...{ policies: ["guard.unowned@2"], entitlementIds: [], durationMicros: 9, snapshot: 1n },
      ...{ correlationId: `req_${days}`, eventId: newId("evt", at), request, answer },
    },
  });
  return id;
}

const bodyOf = async (id: string) =>
  (
    await sql().query<{ text: string }>("select request::text || answer::text as text from decisions where id = $1", [
      id,
    ])
  ).rows[0]?.text;
const wordsOf = async (ids: readonly string[]) =>
  (await sql().query("select from audit_search where event_id = any($1)", [ids])).rowCount;
const followed = async () => {
  await sequenceOnce();
  while (await followLog([SEARCH]));
};

beforeAll(async () => {
  await seedOrganisation();
  agentId = await seedDecidingAgent();
  await makeMonths(worker);
});

describe("L3 what does not stand beside a leaf goes with its class as well", () => {
  let old = "";
  let young = "";
  let held = "";
  const bare: string[] = [];
  beforeAll(async () => {
    bare.push(await recordBare(8 * 365, "agt_old"), await recordBare(8 * 365 - 1, "agt_held"));
    bare.push(await recordBare(30, "agt_young"));
    old = await decideAt(8 * 365);
    held = await decideAt(8 * 365 - 1);
    young = await decideAt(30);
    await followed();
  });

  it("words and bodies go, except of what is young and of what is held, until the hold is lifted", async () => {
    expect(await wordsOf(bare)).toBe(3);
    const scope = { kind: "everything", from: ago(8 * 365 - 0.5).toISOString() } as const;
    const { id } = await askHold(cora, { title: "Case 7", reason, scope });
    await confirmHold(henry, { holdId: id, version: 1 });
    expect(await letGo(worker)).toMatchObject({ words: 1, bodies: 1 });
    expect([await wordsOf(bare.slice(0, 1)), await wordsOf(bare.slice(1))]).toEqual([0, 2]);
    expect(await bodyOf(old)).not.toContain(SECRET);
    for (const kept of [held, young]) expect(await bodyOf(kept)).toContain(SECRET);
    expect(await letGo(worker)).toMatchObject({ words: 0, bodies: 0 });
    await askLift(cora, { holdId: id, version: 2, reason });
    await confirmLift(henry, { holdId: id, version: 3 });
    expect(await letGo(worker)).toMatchObject({ words: 1, bodies: 1 });
    expect(await bodyOf(held)).not.toContain(SECRET);
    expect(await bodyOf(young)).toContain(SECRET);
    await sequenceOnce();
    expect(await runSelfAudit()).toEqual([]);
  });

  it("words that were made anew go again", async () => {
    await inSqlTransaction((tx) => SEARCH.empty(tx));
    await sql().query("update log_followers set seq = 0 where name = 'search'");
    await followed();
    expect(await wordsOf(bare)).toBe(3);
    expect((await letGo(worker)).words).toBeGreaterThanOrEqual(2);
    expect(await wordsOf(bare)).toBe(1);
  });

  it("refuses, in the database itself, what is not over", async () => {
    const words = sql().query("select log_let_go_words('evidence', '{agent.activated}', $1, $2, 9)", [ago(90), ago(1)]);
    await expect(words).rejects.toMatchObject({ code: "CS004" });
    const { rows } = await sql().query("select decisions_let_go('dec_0', 'dec_z', 100)::int as gone");
    expect(rows).toEqual([{ gone: 0 }]);
    expect(await bodyOf(young)).toContain(SECRET);
  });

  it("readers say that it is no longer kept", async () => {
    const told = await explainDecision(cora, old);
    expect(told).toMatchObject({ kept: false, outcome: "deny", reason: "not_granted", request: null, arguments: {} });
    expect(JSON.stringify(told)).not.toContain(SECRET);
    expect(told.sentences.flat().map((part) => ("text" in part ? part.text : ""))).toContainEqual(
      expect.stringContaining("no longer kept"),
    );
    expect(await explainDecision(cora, young)).toMatchObject({ kept: true, request: SECRET });
    const { rows } = await listDecisions(cora);
    expect(rows.map(({ id }) => id)).toEqual([young, held, old]);
    expect(new Set(rows.map(({ outcome }) => outcome))).toEqual(new Set(["deny"]));
    await expect(caseFromDecision(cora, { decisionId: old })).rejects.toMatchObject({
      code: "unmet",
      message: expect.stringContaining("no longer kept"),
    });
  });
});
