import { beforeEach, describe, expect, it } from "vitest";
import { newId } from "@/lib/ids";
import { testDatabase } from "@/lib/testing/database";
import { asked, daysAgo, emptyWorld, put, putAgent, putPerson, type World } from "@/lib/testing/evidence";

testDatabase();
beforeEach(emptyWorld);

const owned = async (over: Record<string, unknown> = {}) => {
  await putPerson("per_olga").catch(() => {});
  return putAgent({ owner_id: "per_olga", ...over });
};
const grant = async (over: Record<string, unknown> = {}) => {
  const id = newId("ent");
  const asker = {
    requested_by_id: "per_a",
    requested_at: daysAgo(20),
    approved_by_id: "per_b",
    approved_at: daysAgo(10),
  };
  const shape = {
    server: "Books",
    tool: "read",
    actions: ["read"],
    kind: "standing",
    state: "active",
    justification: "-",
  };
  await put("entitlements", { id, agent_id: await owned(), ...shape, ...asker, expires_at: daysAgo(-30), ...over });
};
const tool = async (over: Record<string, unknown>) => {
  const [agent_id, server_id] = [await owned(), newId("srv")];
  await put("agent_servers", { id: server_id, agent_id, name: "Books" });
  const seen = { first_seen_at: daysAgo(20), last_seen_at: daysAgo(0) };
  const rated = { definition: {}, hash: "h", effect: "read", tier: "low" };
  await put("agent_tools", { id: newId("tol"), agent_id, server_id, name: "read", ...rated, ...seen, ...over });
};
const decision = (over: Record<string, unknown> = {}) =>
  put("decisions", {
    ...{ id: newId("dec", daysAgo(1)), at: daysAgo(1), agent_id: "agt_x", caller_kind: "agent", caller_id: "ins_1" },
    ...{
      server: "Books",
      tool: "read",
      action: "read",
      outcome: "deny",
      reason: "not_granted",
      request: {},
      answer: {},
    },
    ...{
      context_digest: "d",
      entitlement_ids: [],
      policies: [],
      duration_micros: 5,
      snapshot: 1,
      correlation_id: "req_1",
    },
    ...{ event_id: newId("evt", daysAgo(1)), ...over },
  });
const secret = async (over: Record<string, unknown> = {}, agent: Record<string, unknown> = { tier: "low" }) => {
  const [agent_id, instance_id] = [await owned(agent), newId("ins")];
  await put("agent_instances", { id: instance_id, agent_id, name: "one", created_at: daysAgo(99) });
  const made = { created_at: daysAgo(10), rotation_due_at: daysAgo(-80), kind: "secret", strength: "secret" };
  await put("credentials", { id: newId("crd"), agent_id, instance_id, ...made, ...over });
};
const server = async (credential: string, agent: Record<string, unknown> = {}) =>
  put("agent_servers", { id: newId("srv"), agent_id: await owned(agent), name: "Books", credential });
const left = async (over: Record<string, unknown> = {}) =>
  putPerson("per_gone", { status: "deactivated", deactivated_at: daysAgo(5), ...over });
const reviewer = async (id: string) => {
  await putPerson(id);
  await put("reviewer_groups", { id: "grp_pay", name: "Pay", privilege_class: "payment" }).catch(() => {});
  await put("reviewer_group_members", { group_id: "grp_pay", person_id: id });
};
const passkey = (person_id: string) =>
  put("passkeys", {
    ...{ id: `key-${person_id}`, person_id, name: "Key", public_key: Buffer.alloc(1), transports: [] },
    ...{ device_type: "singleDevice", created_at: daysAgo(1) },
  });
const supplier = (over: Record<string, unknown> = {}) =>
  put("suppliers", {
    ...{ id: newId("sup"), name: "Northwind", names: ["northwind"], contract_ref: "NW-1", criticality: "critical" },
    ...{ exit_plan: "yes", ...over },
  });

const WORLDS: Record<string, World> = {
  "agents-owned": { met: owned, broken: () => putAgent({ owner_id: null }) },
  "agents-deputised": {
    met: async () => owned({ deputy_id: await putPerson("per_dora") }),
    broken: () => owned({ deputy_id: "per_olga" }),
  },
  "agents-classified": { met: owned, broken: () => owned({ tier: null }) },
  "agents-certified": {
    met: () => owned({ reviewed_at: daysAgo(90) }),
    broken: () => owned({ tier: "critical", reviewed_at: daysAgo(31) }),
  },
  "agents-known": {
    met: decision,
    broken: () => decision({ reason: "unknown_agent", agent_id: "shadow" }),
    becomes: "attention",
  },
  "tools-decided": {
    met: () => tool({ state: "accepted" }),
    broken: () => tool({ state: "quarantined" }),
    becomes: "attention",
  },
  "grants-two-people": { met: grant, broken: () => grant({ approved_by_id: "per_a" }) },
  "grants-used": {
    met: () => grant({ last_used_at: daysAgo(1), approved_at: daysAgo(200) }),
    broken: () => grant({ last_used_at: daysAgo(91), approved_at: daysAgo(200), requested_at: daysAgo(200) }),
  },
  "grants-end": { met: grant, broken: () => grant({ expires_at: null }) },
  "credentials-rotated": { met: secret, broken: () => secret({ rotation_due_at: daysAgo(1) }) },
  "secrets-young": { met: secret, broken: () => secret({ created_at: daysAgo(91) }) },
  "secrets-not-risky": {
    met: () => secret({ kind: "key", strength: "own_key" }, { tier: "critical" }),
    broken: () => secret({}, { tier: "critical" }),
  },
  "credentials-unshared": { met: () => server("erp-books"), broken: () => server("erp-books") },
  "environments-apart": {
    met: () => server("erp-books"),
    broken: () => server("erp-books", { environment: "development" }),
  },
  "credentials-end-with-agents": {
    met: () => secret({ state: "revoked" }, { status: "decommissioned" }),
    broken: () => secret({}, { status: "decommissioned" }),
  },
  "leavers-out": { met: left, broken: () => putAgent({ owner_id: "per_gone" }) },
  "reviewers-sign": {
    met: async () => {
      await reviewer("per_rita");
      await passkey("per_rita");
    },
    broken: async () => {
      await reviewer("per_otto");
      await reviewer("per_ana");
    },
  },
  "suppliers-known": {
    met: async () => {
      await supplier();
      await owned({ provider: "Northwind " });
    },
    broken: () => owned({ provider: "Unheard" }),
  },
  "suppliers-leavable": { met: supplier, broken: () => supplier({ name: "Southwind", exit_plan: "" }) },
};

describe("D3 evidence of agents, grants, identities and suppliers", () => {
  it.each(Object.entries(WORLDS))(
    "%s is met in one world and not in the other",
    async (id, { met, broken, becomes }) => {
      await met();
      expect(await asked(id)).toMatchObject({ state: "met", found: 0, of: 1 });
      await broken();
      expect(await asked(id)).toMatchObject({ state: becomes ?? "gap" });
    },
  );

  it("agents-owned counts an owner who has left, and no draft", async () => {
    await putPerson("per_gone", { status: "deactivated" });
    await putAgent({ owner_id: "per_gone" });
    await putAgent({ owner_id: null, status: "draft" });
    expect(await asked("agents-owned")).toMatchObject({
      found: 1,
      of: 1,
      sentence: "1 of 1 agents has no active owner.",
    });
  });
  it("agents-certified takes a certified right for a look at its agent", async () => {
    const agent_id = await owned({ tier: "critical", reviewed_at: daysAgo(99) });
    const certified = { outcome: "keep", certified_at: daysAgo(3), at: daysAgo(3) };
    await put("certifications", {
      kind: "purpose",
      subject_id: agent_id,
      agent_id,
      campaign_id: "cmp_1",
      number: 1,
      ...certified,
    });
    expect(await asked("agents-certified")).toMatchObject({ state: "met", of: 1 });
  });
  it("grants-two-people lets a grant that was narrowed keep its approval", async () => {
    await grant({ approved_by_id: "per_a", replaces_id: "ent_before" });
    expect(await asked("grants-two-people")).toMatchObject({ state: "met", of: 1 });
  });
  it.each([
    [
      "signed in",
      () =>
        put("console_sessions", { id: "ses_1", person_id: "per_gone", method: "password", expires_at: daysAgo(-1) }),
    ],
    ["in the glass", () => put("break_glass_members", { person_id: "per_gone", added_at: daysAgo(50) })],
    ["a deputy", () => putAgent({ deputy_id: "per_gone" })],
  ])("leavers-out finds who is still %s", async (_how, still) => {
    await left();
    await still();
    expect(await asked("leavers-out")).toMatchObject({ state: "gap", found: 1, of: 1 });
  });
  it("suppliers-known finds an agent of which no provider is stated", async () => {
    await owned({ provider: " " });
    expect(await asked("suppliers-known")).toMatchObject({ state: "gap", found: 1, of: 1 });
  });
  it("suppliers-known does not take a contract that has ended for one", async () => {
    await supplier({ contract_end: daysAgo(2) });
    await owned({ provider: "Northwind" });
    expect(await asked("suppliers-known")).toMatchObject({ state: "gap", found: 1 });
  });
});
