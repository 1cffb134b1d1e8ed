import { beforeAll, describe, expect, it } from "vitest";
import { contextFor } from "@/lib/context";
import { db } from "@/lib/db";
import { newId } from "@/lib/ids";
import { contextAs } from "@/lib/testing/contexts";
import { testDatabase } from "@/lib/testing/database";
import { eventsOf, seedOrganisation } from "@/lib/testing/inventory";
import {
  caseFromDecision,
  checkPolicy,
  createPolicy,
  getPolicy,
  listPolicies,
  listShippedPolicies,
  proposeVersion,
  publishVersion,
  readCoverage,
  rejectVersion,
  replayPolicy,
  retirePolicy,
  rollBack,
  saveDraft,
  withdrawVersion,
} from ".";
import { selectInForce } from "./queries";
import type { TestCaseInput } from "./schema";

testDatabase();

const cora = contextAs("compliance", { id: "per_cora" });
const otto = contextAs("ciso", { id: "per_otto" });
const rita = contextAs("admin", { id: "per_rita" });
const owner = contextAs("owner", { id: "per_olga", teamId: "tem_a" });
const team = contextAs("compliance", { id: "per_sven", teamId: "tem_a" });
const note = "Nothing else may write there.";
const reason = "It would stop the night run.";
const TEXT = 'forbid (principal, action, resource == Tool::"ledger/write");';
const test: TestCaseInput = {
  name: "Writing is forbidden",
  agent: {},
  tool: { server: "ledger", name: "write" },
  expected: "deny",
};

beforeAll(seedOrganisation);

let made = 0;
async function drafted(text = TEXT, tests = [test]) {
  made += 1;
  const name = `Policy ${made}`;
  const { id, number } = await createPolicy(cora, { name, description: "For tests.", text, tests });
  return { policyId: id, number, version: 1, name };
}
async function proposed(text?: string) {
  const { name: _name, ...seen } = await drafted(text);
  const { version } = await proposeVersion(cora, { ...seen, note });
  return { ...seen, version };
}
async function inForce(text?: string) {
  const seen = await proposed(text);
  await publishVersion(otto, seen);
  return seen.policyId;
}
const epoch = async () => (await db().decisionControl.findUniqueOrThrow({ where: { id: 1 } })).policyEpoch;
const textsInForce = async (id: string) => (await selectInForce()).filter((one) => one.policyId === id);

describe("Z1 a draft", () => {
  it("begins a policy that decides nothing yet, under a name of its own", async () => {
    const { policyId, name } = await drafted();
    expect(await getPolicy(owner, policyId)).toMatchObject({
      name,
      published: null,
      versions: [{ number: 1, state: "draft", text: TEXT, author: { id: "per_cora", name: "Cora Test" } }],
      abilities: { edit: { allowed: false }, publish: { allowed: false } },
    });
    expect(await textsInForce(policyId)).toEqual([]);
    const [event] = await eventsOf(policyId);
    expect(event).toMatchObject({ type: "policy.drafted", details: { name, number: 1, text: TEXT, tests: 1 } });
    await expect(createPolicy(otto, { name })).rejects.toMatchObject({ code: "conflict" });
  });

  it("is refused to owners, to auditors and to compliance of one team, on record", async () => {
    await expect(createPolicy(owner, { name: "Mine" })).rejects.toMatchObject({ code: "forbidden" });
    await expect(createPolicy(team, { name: "Ours" })).rejects.toMatchObject({ code: "forbidden" });
    const { policyId } = await drafted();
    await expect(saveDraft(owner, { policyId, text: "", tests: [] })).rejects.toMatchObject({ code: "forbidden" });
    const refusals = await db().auditEvent.findMany({ where: { type: "access.refused", actorId: "per_olga" } });
    expect(refusals.map(({ details }) => details)).toContainEqual({ verb: "policies.write", resource: policyId });
  });

  it("is written by one person at a time", async () => {
    const { policyId, number } = await drafted();
    const write = (text: string) => saveDraft(cora, { policyId, number, version: 1, text, tests: [] });
    const race = await Promise.allSettled([write("// one"), write("// two")]);
    expect(race.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect((await getPolicy(cora, policyId)).versions[0]).toMatchObject({ version: 2, tests: [] });
  });

  it("begins anew beside what is in force, one at a time", async () => {
    const policyId = await inForce();
    const begin = () => saveDraft(cora, { policyId, text: "// next", tests: [] });
    const race = await Promise.allSettled([begin(), begin()]);
    expect(race.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await textsInForce(policyId)).toMatchObject([{ number: 1, text: TEXT }]);
  });
});

describe("Z1 a proposal", () => {
  it("is refused while there are errors, a failing test or no rule, and changes nothing", async () => {
    const { name: _1, ...broken } = await drafted("forbid (principal");
    await expect(proposeVersion(cora, { ...broken, note })).rejects.toMatchObject({ code: "unmet" });
    const { name: _2, ...failing } = await drafted(TEXT, [{ ...test, expected: "allow" }]);
    await expect(proposeVersion(cora, { ...failing, note })).rejects.toMatchObject({ code: "unmet" });
    const { name: _3, ...empty } = await drafted("// nothing", []);
    await expect(proposeVersion(cora, { ...empty, note })).rejects.toMatchObject({ code: "unmet" });
    expect((await getPolicy(cora, failing.policyId)).versions[0]).toMatchObject({ state: "draft", version: 1 });
  });

  it("waits for a person who had no hand in it", async () => {
    const { name: _name, ...seen } = await drafted();
    const { version } = await saveDraft(rita, { ...seen, text: `${TEXT}\n`, tests: [] });
    const proposal = { ...seen, ...(await proposeVersion(otto, { ...seen, version, note })) };
    const decided = { policyId: seen.policyId, number: 1, version: proposal.version };
    for (const involved of [cora, rita, otto]) {
      await expect(publishVersion(involved, decided)).rejects.toMatchObject({ code: "forbidden" });
      await expect(rejectVersion(involved, { ...decided, reason })).rejects.toMatchObject({ code: "forbidden" });
    }
    await expect(publishVersion(owner, decided)).rejects.toMatchObject({ code: "forbidden" });
    expect(await textsInForce(seen.policyId)).toEqual([]);
    const fourth = contextAs("compliance", { id: "per_sven" });
    expect((await getPolicy(fourth, seen.policyId)).abilities.publish).toEqual({ allowed: true });
    await publishVersion(fourth, decided);
    expect(await textsInForce(seen.policyId)).toMatchObject([{ number: 1 }]);
  });

  it("is published once, tells every decision point, and supersedes the former", async () => {
    const policyId = await inForce();
    const saved = await saveDraft(cora, { policyId, text: `${TEXT}\n// 2`, tests: [] });
    const { version } = await proposeVersion(cora, { policyId, ...saved, note });
    const before = await epoch();
    const seen = { policyId, number: saved.number, version };
    const race = await Promise.allSettled([publishVersion(otto, seen), publishVersion(rita, seen)]);
    expect(race.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await epoch()).toBe(before + 1n);
    expect((await getPolicy(cora, policyId)).versions.map(({ state }) => state)).toEqual(["published", "superseded"]);
    const published = (await eventsOf(policyId)).filter(({ type }) => type === "policy.published");
    expect(published.map(({ details }) => details)).toMatchObject([
      { number: 1, formerNumber: null, proposedById: "per_cora" },
      { number: 2, formerNumber: 1, proposedById: "per_cora" },
    ]);
  });

  it("is no longer published when something else made a test of it fail", async () => {
    const free = {
      ...test,
      name: "It stays free",
      tool: { server: "ledger", name: "peek" },
      expected: "allow" as const,
    };
    const { name: _name, ...seen } = await drafted(TEXT, [test, free]);
    const { version } = await proposeVersion(cora, { ...seen, note });
    const other = await inForce('forbid (principal, action, resource == Tool::"ledger/peek");');
    await expect(publishVersion(otto, { ...seen, version })).rejects.toMatchObject({
      code: "unmet",
      message: expect.stringContaining("It stays free"),
    });
    expect(await textsInForce(seen.policyId)).toEqual([]);
    expect(await textsInForce(other)).toHaveLength(1);
  });

  it("is rejected with a reason, or withdrawn by who proposed it; its text stays readable", async () => {
    const one = await proposed();
    await expect(rejectVersion(otto, { ...one, reason: "No." })).rejects.toMatchObject({ code: "invalid" });
    await rejectVersion(otto, { ...one, reason });
    await expect(publishVersion(rita, { ...one, version: one.version + 1 })).rejects.toMatchObject({
      code: "conflict",
    });
    expect((await getPolicy(cora, one.policyId)).versions[0]).toMatchObject({ state: "rejected", stateReason: reason });
    const two = await proposed();
    await expect(withdrawVersion(otto, two)).rejects.toMatchObject({ code: "forbidden" });
    await withdrawVersion(cora, two);
    const [version] = (await getPolicy(cora, two.policyId)).versions;
    expect(version).toMatchObject({ state: "withdrawn", text: TEXT });
  });
});

describe("Z1 going back, and ending", () => {
  it("proposes the older text anew, and a second person puts it in force", async () => {
    const policyId = await inForce();
    const saved = await saveDraft(cora, {
      policyId,
      text: 'forbid (principal, action == Action::"pay", resource);',
      tests: [],
    });
    const { version } = await proposeVersion(cora, { policyId, ...saved, note });
    await publishVersion(otto, { policyId, number: 2, version });
    await expect(rollBack(cora, { policyId, number: 1, published: 1, reason })).rejects.toMatchObject({
      code: "conflict",
    });
    await expect(rollBack(owner, { policyId, number: 1, published: 2, reason })).rejects.toMatchObject({
      code: "forbidden",
    });
    const { number } = await rollBack(otto, { policyId, number: 1, published: 2, reason });
    await expect(publishVersion(otto, { policyId, number, version: 1 })).rejects.toMatchObject({ code: "forbidden" });
    await publishVersion(cora, { policyId, number, version: 1 });
    expect(await textsInForce(policyId)).toMatchObject([{ number: 3, text: TEXT }]);
    expect((await eventsOf(policyId)).filter(({ type }) => type === "policy.rolled_back")).toMatchObject([
      { actorId: "per_cora", details: { number: 3, restores: 1, formerNumber: 2, proposedById: "per_otto" } },
    ]);
  });

  it("retires by a second person, and can begin again", async () => {
    const policyId = await inForce();
    await expect(retirePolicy(cora, { policyId, published: 9, reason })).rejects.toMatchObject({ code: "conflict" });
    const { number } = await retirePolicy(cora, { policyId, published: 1, reason });
    await expect(publishVersion(cora, { policyId, number, version: 1 })).rejects.toMatchObject({ code: "forbidden" });
    await publishVersion(otto, { policyId, number, version: 1 });
    expect(await textsInForce(policyId)).toEqual([]);
    const policy = await getPolicy(cora, policyId);
    expect(policy).toMatchObject({ published: null, retired: true });
    expect((await listPolicies(owner)).find(({ id }) => id === policyId)).toMatchObject({ retired: true, rules: 0 });
    await expect(retirePolicy(cora, { policyId, published: 1, reason })).rejects.toMatchObject({ code: "conflict" });
    expect((await rollBack(cora, { policyId, number: 1, published: null, reason })).number).toBe(3);
  });
});

const AGENT = newId("agt");
async function recorded(over: { tool?: string; at?: Date; request?: object | null } = {}): Promise<string> {
  const at = over.at ?? new Date("2026-11-19T10:00:00Z");
  const tool = over.tool ?? "post";
  const id = newId("dec", at);
  const agent = {
    ...{ id: AGENT, name: "Booker", environment: "production", status: "active", tier: "low", kind: "agent" },
    ...{ autonomy: "acts_alone", exposure: "internal", provider: "", model: "", purpose: "", teamId: "tem_a" },
    ...{ ownerId: "per_olga", deputyId: null, sponsorId: null, owned: true, attested: true, revision: 1 },
  };
  const call = {
    ...{ agentId: AGENT, instanceId: null, credentialId: null, tokenId: null, strength: "own_key", chain: [] },
    ...{ server: "books", tool, action: null, arguments: { page: 3 }, resourceIds: [], purpose: "", network: "" },
    workflow: { request: "Read page 3.", personId: null, earlier: [] },
    canDo: [],
  };
  const facts = { effect: "read", tier: "low", capabilities: ["read"], resourceIds: [], dataClasses: ["internal"] };
  const grant = { id: "ent_a", agentId: AGENT, server: "books", tool: null, resourceId: null, actions: ["read"] };
  const request = {
    call,
    agent,
    tool: { server: "books", name: tool, state: "accepted", ...facts },
    chain: [],
    grants: [{ ...grant, conditions: [], windows: [], startsAt: null, expiresAt: null }],
    resources: {},
    activePeople: ["per_olga"],
    firstUse: false,
    stoppedBy: null,
  };
  const provenance = {
    ...{ requestKnown: true, worst: "stated", arguments: [], readUntrusted: false, carriesOut: false },
    ...{ asked: true, ordered: false, signs: [] },
  };
  await db().decision.create({
    data: {
      ...{ id, at, agentId: AGENT, callerKind: "agent", callerId: AGENT, server: "books", tool, action: "read" },
      ...{ outcome: "allow", reason: "granted", contextDigest: "", entitlementIds: ["ent_a"], policies: [] },
      ...{ durationMicros: 9, snapshot: 1n, correlationId: "req_a", eventId: newId("evt") },
      request: over.request === undefined ? request : (over.request ?? {}),
      answer: { provenance, outcome: "allow", reason: "granted" },
    },
  });
  return id;
}

describe("Z7 recorded decisions, decided again", () => {
  beforeAll(async () => {
    await db().agent.create({ data: { id: AGENT, name: "Booker", environment: "production", teamId: "tem_a" } });
    await recorded();
    await recorded({ tool: "peek" });
    await recorded({ at: new Date("2026-10-01T10:00:00Z") });
    await recorded({ request: null });
  });

  it("lists what a draft would flip, and what cannot be decided again", async () => {
    const text = 'forbid (principal, action, resource == Tool::"books/post");';
    const replay = await replayPolicy(cora, { policyId: null, text, days: 14 });
    expect(replay).toMatchObject({ decided: 2, unreadable: 1, cut: false });
    expect(replay.counts).toEqual([{ from: "allow", to: "deny", count: 1 }]);
    expect(replay.flips).toMatchObject([{ agentId: AGENT, server: "books", tool: "post", from: "allow", to: "deny" }]);
    const asking = `@stepup("payment")\n${text.replace(";", " unless { context has approval };")}`;
    expect((await replayPolicy(cora, { policyId: null, text: asking, days: 60 })).counts).toEqual([
      { from: "allow", to: "step_up", count: 2 },
    ]);
    await expect(replayPolicy(cora, { policyId: null, text: "forbid", days: 14 })).rejects.toMatchObject({
      code: "unmet",
    });
    await expect(replayPolicy(owner, { policyId: null, text, days: 14 })).rejects.toMatchObject({ code: "forbidden" });
  });

  it("keeps with the proposal what it would flip, and what retiring it would", async () => {
    const text = 'forbid (principal, action, resource == Tool::"books/peek");';
    const seen = await proposed(text);
    const [version] = (await getPolicy(otto, seen.policyId)).versions;
    expect(version?.findings).toMatchObject({
      replay: { decided: 2, counts: [{ from: "allow", to: "deny", count: 1 }] },
    });
    await publishVersion(otto, seen);
    await retirePolicy(cora, { policyId: seen.policyId, published: 1, reason });
    const [retirement] = (await getPolicy(otto, seen.policyId)).versions;
    expect(retirement?.findings.replay?.counts).toEqual([{ from: "deny", to: "allow", count: 1 }]);
  });

  it("makes a test of a decision that the caller may see", async () => {
    const id = await recorded();
    const found = await caseFromDecision(cora, { decisionId: id });
    expect(found).toMatchObject({
      agent: { id: AGENT, name: "Booker" },
      tool: { server: "books", name: "post", dataClasses: ["internal"] },
      arguments: { page: 3 },
      request: "Read page 3.",
      granted: true,
      expected: "allow",
    });
    const { tests } = await checkPolicy(cora, { policyId: null, text: TEXT, tests: [found] });
    expect(tests).toMatchObject([{ outcome: "allow", passed: true }]);
    const nobody = contextFor({ kind: "user", id: "per_rosa", sessionId: "ses_test", grants: [] });
    await expect(caseFromDecision(nobody, { decisionId: id })).rejects.toMatchObject({ code: "forbidden" });
    const stranger = contextAs("owner", { id: "per_otto", teamId: "tem_b" });
    await expect(caseFromDecision(stranger, { decisionId: id })).rejects.toMatchObject({ code: "not_found" });
    await expect(caseFromDecision(cora, { decisionId: newId("dec") })).rejects.toMatchObject({ code: "not_found" });
    await expect(caseFromDecision(cora, { decisionId: await recorded({ request: null }) })).rejects.toMatchObject({
      code: "unmet",
    });
  });
});

describe("Z11 coverage", () => {
  it("names tools nobody decided about, policies that never mattered and agents with broad rights", async () => {
    const server = { id: newId("srv"), agentId: AGENT, name: "vault" };
    await db().agentServer.create({ data: server });
    const listed = {
      serverId: server.id,
      agentId: AGENT,
      definition: {},
      hash: "x",
      effect: "read",
      tier: "low" as const,
    };
    const seen = { state: "accepted" as const, firstSeenAt: new Date(0), lastSeenAt: new Date(0) };
    for (const name of ["open", "list", "seal"]) {
      await db().agentTool.create({ data: { id: newId("tol"), name, ...listed, ...seen } });
    }
    const grant = { agentId: AGENT, server: "vault", justification: "", requestedAt: new Date(0), state: "active" };
    await db().entitlement.create({ data: { id: newId("ent"), ...grant, tool: "open", actions: ["read"] } });
    const policyId = await inForce('forbid (principal, action, resource == Tool::"vault/seal");');
    const coverage = await readCoverage(owner);
    expect(coverage.tools).toEqual([{ server: "vault", tool: "list", agents: 1, tier: "low" }]);
    expect(coverage.silent).toContainEqual(expect.objectContaining({ id: policyId, shipped: false }));
    expect(coverage.broad).toEqual([]);
    await db().entitlement.create({ data: { id: newId("ent"), ...grant, tool: null, actions: ["read", "delete"] } });
    const then = await readCoverage(owner);
    expect(then.tools).toEqual([]);
    expect(then.broad).toMatchObject([{ id: AGENT, servers: ["vault"], actions: ["delete"], grants: 2 }]);
    const elsewhere = await readCoverage(contextAs("owner", { id: "per_otto", teamId: "tem_b" }));
    expect(elsewhere).toMatchObject({ tools: [], broad: [] });
  });

  it("counts what shipped policies decided of late", async () => {
    const id = await recorded({ at: new Date("2026-11-19T12:00:00Z") });
    await db().decision.update({ where: { id }, data: { policies: ["guard.unowned"], outcome: "deny" } });
    const shipped = await listShippedPolicies(owner);
    expect(shipped.find((one) => one.id === "guard.unowned")).toMatchObject({ decided: 1, effect: "forbid" });
    expect(shipped.every(({ effect }) => effect === "forbid")).toBe(true);
    expect(shipped.find((one) => one.id === "stepup.payment")?.stepsUp).toBe(true);
    expect((await readCoverage(owner)).silent.map((one) => one.id)).not.toContain("guard.unowned");
  });
});
