import { beforeEach, describe, expect, it } from "vitest";
import { newId } from "@/lib/ids";
import { testDatabase } from "@/lib/testing/database";
import { asked, daysAgo, emptyWorld, put, putAgent, putPerson, type World } from "@/lib/testing/evidence";

testDatabase();
beforeEach(emptyWorld);

const CAMPAIGN = { kind: "scheduled", plan: { stages: [{}] }, created_at: daysAgo(60), launched_at: daysAgo(50) };
const campaign = async (over: Record<string, unknown> = {}) => {
  const id = newId("cmp");
  const ended = { state: "closed", due_at: daysAgo(20), decided_at: daysAgo(21), items: 1 };
  await put("campaigns", { id, name: "Quarter", ...CAMPAIGN, ...ended, ...over });
  return id;
};
const item = async (campaign_id: string, agent_id: string) =>
  put("campaign_items", {
    ...{ campaign_id, number: 1, kind: "purpose", subject_id: agent_id, agent_id, tier: "high", snapshot: {} },
    ...{
      digest: Buffer.alloc(32),
      seat: "per_olga",
      seat_kind: "owner",
      state: "signed_off",
      decision: "keep",
      marks: [],
    },
  });
const vote = (campaign_id: string, person_id: string) =>
  put("campaign_votes", {
    ...{ campaign_id, number: 1, stage: 1, person_id, revision: 1, decision: "keep", digest: Buffer.alloc(32) },
    ...{ at: daysAgo(25), capacity: "seat" },
  });
const answered = async (voter: string | null) => {
  const agent_id = await putAgent();
  await put("accountabilities", { agent_id, role: "owner", person_id: "per_olga", from_at: daysAgo(90) });
  const id = await campaign();
  await item(id, agent_id);
  if (voter) await vote(id, voter);
};
const remedied = async (over: Record<string, unknown>) =>
  put("campaign_remediations", {
    ...{ campaign_id: await campaign(), number: 1, action: "revoke", wave: 1, apply_at: daysAgo(10), ...over },
  });
const approval = async (over: Record<string, unknown> = {}) => {
  const id = newId("apr", daysAgo(10));
  const place = { environment: "production", server: "Pay", tool: "refund", action: "pay", tier: "high" };
  const bound = {
    tool_hash: "h",
    fingerprint: "f",
    revision: 1,
    chain: [],
    bound: Buffer.alloc(1),
    digest: "d",
    action_digest: "a",
  };
  const asked = {
    groups: ["payment"],
    quorum: 1,
    ttl_seconds: 900,
    policies: [],
    reasons: [],
    correlation_id: "req_1",
  };
  const caller = { caller_kind: "agent", caller_id: "ins_1", person_id: "per_asker" };
  const times = {
    requested_at: daysAgo(10),
    expires_at: daysAgo(9),
    decided_at: daysAgo(10),
    consumed_at: daysAgo(10),
  };
  const agent_id = await putAgent();
  await put("accountabilities", { agent_id, role: "owner", person_id: "per_olga", from_at: daysAgo(90) });
  await put("approvals", {
    id,
    handle: `h-${id}`,
    agent_id,
    status: "executed",
    ...place,
    ...bound,
    ...asked,
    ...caller,
    ...times,
    ...over,
  });
  return id;
};
const approved = async (person_id: string) =>
  put("approval_votes", {
    ...{ approval_id: await approval(), person_id, answer: "approve", digest: "d", at: daysAgo(10) },
    ...{ groups: ["payment"], capacity: "member" },
  });
const called = (approval_id: string | null) =>
  put("decisions", {
    ...{ id: newId("dec", daysAgo(1)), at: daysAgo(1), agent_id: "agt_x", caller_kind: "agent", caller_id: "ins_1" },
    ...{ server: "Pay", tool: "refund", action: "pay", outcome: "allow", reason: "approved", request: {}, answer: {} },
    ...{
      context_digest: "d",
      entitlement_ids: [],
      policies: [],
      duration_micros: 5,
      snapshot: 1,
      correlation_id: "req_1",
    },
    ...{ event_id: newId("evt", daysAgo(1)), approval_id },
  });
const policy = async (over: Record<string, unknown> = {}) => {
  const id = newId("pol");
  await put("policies", { id, name: id, created_at: daysAgo(30) });
  const written = {
    text: "permit(principal, action, resource);",
    tests: [{}],
    author_id: "per_a",
    writer_ids: ["per_a"],
  };
  const published = {
    state: "published",
    created_at: daysAgo(30),
    published_at: daysAgo(20),
    published_by_id: "per_b",
  };
  await put("policy_versions", { policy_id: id, number: 1, ...written, ...published, ...over });
};
let epoch = 0;
const thrown = (over: Record<string, unknown> = {}) => {
  epoch += 1;
  const heard = { thrown_at: daysAgo(10), acknowledged_at: daysAgo(10), kill_micros: 800_000 };
  return put("kill_switches", {
    id: newId("kil"),
    epoch,
    target_kind: "tier",
    target: `t${epoch}`,
    reason: "r",
    state: "lifted",
    ...heard,
    ...over,
  });
};
const hold = (over: Record<string, unknown> = {}) =>
  put("legal_holds", {
    ...{ id: newId("hld"), title: "Dispute", reason: "r", scope: { kind: "everything" }, state: "active" },
    ...{ asked_by_id: "per_a", asked_at: daysAgo(30), confirmed_by_id: "per_b", confirmed_at: daysAgo(29), ...over },
  });

const WORLDS: Record<string, World> = {
  "reviews-in-time": { met: campaign, broken: () => campaign({ state: "active", decided_at: null }) },
  "reviews-answered": { met: () => answered("per_rita"), broken: () => answered(null), becomes: "attention" },
  "revocations-done": {
    met: () => remedied({ state: "verified" }),
    broken: () => remedied({ state: "error" }),
  },
  "reviews-separate": { met: () => answered("per_rita"), broken: () => answered("per_olga") },
  "calls-met-person": { met: () => called("apr_1"), broken: async () => Promise.all([called(null), called(null)]) },
  "approvals-separate": { met: () => approved("per_rita"), broken: () => approved("per_olga") },
  "two-people-always": { met: policy, broken: () => hold({ confirmed_by_id: "per_a" }) },
  "approvals-in-time": { met: approval, broken: () => approval({ status: "expired" }) },
  "glass-reviewed": {
    met: () => approval({ break_glass: true, reviewed_at: daysAgo(9) }),
    broken: () => approval({ break_glass: true, reviewed_at: daysAgo(5) }),
  },
  "outcomes-known": { met: approval, broken: () => approval({ status: "unknown" }) },
  "switch-drilled": {
    met: async () => {
      await putAgent();
      await thrown({ drill: true });
    },
    broken: async () => {
      await emptyWorld();
      await putAgent();
      await thrown({ drill: true, thrown_at: daysAgo(91) });
    },
  },
  "kill-fast": { met: thrown, broken: () => thrown({ kill_micros: 6_000_000 }) },
  "stops-settled": {
    met: thrown,
    broken: () => thrown({ state: "active", thrown_at: daysAgo(31) }),
    becomes: "attention",
  },
  "policies-two-people": { met: policy, broken: () => policy({ published_by_id: "per_a" }) },
  "policies-tested": { met: policy, broken: () => policy({ tests: "[]" }), becomes: "attention" },
  "holds-decided": { met: hold, broken: () => hold({ state: "asked" }), becomes: "attention" },
};

describe("D3 evidence of reviews, approvals, policies and stops", () => {
  it.each(Object.entries(WORLDS))(
    "%s is met in one world and not in the other",
    async (id, { met, broken, becomes }) => {
      await met();
      expect(await asked(id)).toMatchObject({ state: "met", found: 0, of: 1 });
      await broken();
      expect(await asked(id)).toMatchObject({ state: becomes ?? "gap" });
    },
  );

  it("revocations-done takes a signed exception for an end", async () => {
    const campaign_id = await campaign();
    await put("campaign_remediations", {
      campaign_id,
      number: 1,
      action: "revoke",
      wave: 1,
      state: "error",
      apply_at: daysAgo(10),
    });
    expect(await asked("revocations-done")).toMatchObject({ state: "gap" });
    const signed = { reason: "r", until: daysAgo(-30), signed_by_id: "per_cora", signed_at: daysAgo(5) };
    await put("campaign_exceptions", { campaign_id, number: 1, ...signed });
    expect(await asked("revocations-done")).toMatchObject({ state: "met" });
  });
  it("glass-reviewed finds one that nobody looked at, and one that was looked at late", async () => {
    await approval({ break_glass: true });
    await approval({ break_glass: true, reviewed_at: daysAgo(6) });
    await approval({ break_glass: true, reviewed_at: daysAgo(8) });
    expect(await asked("glass-reviewed")).toMatchObject({ state: "gap", found: 2, of: 3 });
  });
  it("approvals-in-time counts what people were asked, and neither canaries nor what a standing approval answered", async () => {
    await approval();
    await approval({ caller_kind: "canary", status: "expired" });
    expect(await asked("approvals-in-time")).toMatchObject({ state: "met", found: 0, of: 1 });
  });
  it("approvals-separate finds the person in whose name the agent acted", async () => {
    await approved("per_asker");
    expect(await asked("approvals-separate")).toMatchObject({ state: "gap", found: 1, of: 1 });
  });
  it("two-people-always looks at every place where two are asked for", async () => {
    const agent_id = await putAgent();
    const decided = {
      requested_by_id: "per_a",
      requested_at: daysAgo(9),
      decided_by_id: "per_a",
      decided_at: daysAgo(8),
    };
    await put("tier_overrides", {
      id: newId("ovr"),
      agent_id,
      kind: "lower",
      tier: "low",
      computed_tier: "high",
      reason: "r",
      state: "active",
      ...decided,
    });
    await thrown({ lift_requested_by_id: "per_a", lifted_by_id: "per_a", lifted_at: daysAgo(2) });
    await campaign({ close_asked_by_id: "per_a", confirmed_by_id: "per_a", confirmed_at: daysAgo(2) });
    await policy({ published_by_id: "per_a" });
    await put("campaign_exclusions", {
      id: "cex_1",
      target_kind: "agent",
      target_id: agent_id,
      reason: "r",
      until: daysAgo(-9),
      ...decided,
    });
    await putPerson("per_gone");
    const erased = { asked_by_id: "per_a", asked_at: daysAgo(3), confirmed_by_id: "per_a", done_at: daysAgo(2) };
    await put("erasures", { id: newId("ers"), person_id: "per_gone", reason: "r", state: "done", ...erased });
    await hold({ confirmed_by_id: "per_a" });
    expect(await asked("two-people-always")).toMatchObject({ state: "gap", found: 7, of: 7 });
  });
});
