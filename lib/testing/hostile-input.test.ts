import { beforeAll, describe, expect, it } from "vitest";
import * as apiKeys from "@/lib/api-keys";
import * as audit from "@/lib/audit";
import * as compliance from "@/lib/compliance";
import { type Context, contextFor } from "@/lib/context";
import { isCountersignError } from "@/lib/errors";
import * as evidence from "@/lib/evidence";
import { newId } from "@/lib/ids";
import * as posture from "@/lib/posture";
import { reportEvents } from "@/lib/reporting";
import * as retention from "@/lib/retention";
import * as usage from "@/lib/usage";
import { contextAs } from "./contexts";
import { seedOrganisation } from "./inventory";
import { testLog } from "./log";

testLog();
beforeAll(async () => {
  await seedOrganisation();
});

const reason = "because it is tested";
const at = "2026-11-01T00:00:00Z";
const facets = { kind: [], severity: [], outcome: [], actorId: [], agentId: [], tool: [], policy: [], personId: [] };
const search = { ...facets, text: "", not: {}, targetId: null, correlationId: null, from: at, to: at, limit: 1 };
const places = { olderThan: null, newerThan: null };
const hold = { holdId: newId("hld"), version: 1 };
const erasure = { erasureId: newId("ers"), version: 1 };
const asked = { title: "Autumn", query: { kind: "events", search: {} }, formats: ["csv"], keepDays: 1 };
const within = { from: at, to: "2026-11-02T00:00:00Z", by: "tool", teamId: null, agentId: null };
const named = { server: "s", tool: "t", find: "x", sort: "calls", dir: "asc", after: null, limit: 1 };

type Verb = (ctx: Context, input: never) => Promise<unknown>;
/** Each verb with an input that is understood. */
const VERBS: Record<string, [Verb, unknown]> = {
  listEvents: [audit.listEvents, { ...search, ...places }],
  eventFacets: [audit.eventFacets, search],
  countEvents: [audit.countEvents, search],
  getEvent: [audit.getEvent, newId("evt")],
  proofOf: [audit.proofOf, newId("evt")],
  getStory: [audit.getStory, "req_1"],
  getStoryAfter: [(ctx, after) => audit.getStory(ctx, "req_1", { after }), newId("evt")],
  readSearch: [audit.readSearch, "agent:x"],
  tailEvents: [(ctx, input) => audit.tailEvents(ctx, input, -1), search],
  addWitness: [audit.addWitness, { vkey: "a+00000000+AA==", url: "https://witness.example" }],
  removeWitness: [audit.removeWitness, { name: "nobody" }],
  createApiKey: [apiKeys.createApiKey, { name: "x", purpose: "report", kind: "other", teamId: null, days: 1, rate: 1 }],
  revokeApiKey: [apiKeys.revokeApiKey, { id: newId("aky") }],
  askExport: [evidence.askExport, asked],
  askExportSearch: [
    (ctx, given) =>
      evidence.askExport(ctx, { ...asked, query: { kind: "control", controlId: "a", search: given } } as never),
    search,
  ],
  cancelExport: [evidence.cancelExport, { id: newId("exp") }],
  listExports: [(ctx, before) => evidence.listExports(ctx, { before }), newId("exp")],
  getExport: [evidence.getExport, newId("exp")],
  openExport: [evidence.openExport, newId("exp")],
  createLink: [evidence.createLink, { exportId: newId("exp"), recipient: "x", days: 1 }],
  revokeLink: [evidence.revokeLink, { id: newId("elk") }],
  openLink: [(_ctx, secret) => evidence.openLink({ secret, address: "192.0.2.1" }), "x"],
  setRetention: [retention.setRetention, { class: "security", months: 30, version: 1 }],
  confirmRetention: [retention.confirmRetention, { class: "security", version: 1 }],
  refuseRetention: [retention.refuseRetention, { class: "security", version: 1, reason }],
  askHold: [retention.askHold, { title: "Case", reason, scope: { kind: "everything" } }],
  previewHold: [retention.previewHold, { kind: "agent", id: newId("agt"), from: at, to: at }],
  previewHoldOfStory: [retention.previewHold, { kind: "correlation", id: "req_1" }],
  previewHoldOfPerson: [retention.previewHold, { kind: "person", id: newId("per") }],
  confirmHold: [retention.confirmHold, hold],
  askLift: [retention.askLift, { ...hold, reason }],
  findPeople: [(ctx, text) => retention.findPeople(ctx, text, true), "x"],
  askErasure: [retention.askErasure, { personId: newId("per"), reason }],
  previewErasure: [retention.previewErasure, newId("per")],
  confirmErasure: [retention.confirmErasure, erasure],
  refuseErasure: [retention.refuseErasure, { ...erasure, reason }],
  readUsage: [usage.readUsage, { ...within, ...named }],
  exportUsage: [usage.exportUsage, { ...within, ...named }],
  readPosture: [posture.readPosture, { teamId: null }],
  listQuarters: [posture.listQuarters, { teamId: null }],
  listPostureRows: [posture.listPostureRows, { measure: "denials", teamId: null, cursor: null, limit: 1 }],
  scheduleReport: [posture.scheduleReport, { rhythm: "weekly", teamId: null }],
  unscheduleReport: [posture.unscheduleReport, { id: newId("rsc") }],
  getFramework: [compliance.getFramework, "soc2"],
  getControl: [compliance.getControl, "soc2/CC6.1"],
  getQuery: [compliance.getQuery, "agents-owned"],
  assignControl: [compliance.assignControl, { id: "soc2/CC6.1", version: 0, ownerId: null }],
  scopeControl: [compliance.scopeControl, { id: "soc2/CC6.1", version: 0, applies: false, note: reason }],
  beginGuide: [compliance.beginGuide, { beginsOn: "2026-11-01" }],
  putAside: [compliance.putAside, { step: "add-witness", reason }],
  takeUp: [compliance.takeUp, { step: "add-witness" }],
};

const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
const NASTY: readonly unknown[] = [
  ...[undefined, null, true, 0, -1, 1.5, Number.NaN, 1e308, 10n, new Date(Number.NaN)],
  ...["", " ", "\0", `${reason}\0`, `a\0b`, "\ud800", `${reason}\ud800`, "x".repeat(10_000), "\n".repeat(5_000), "%"],
  ...["'; drop table agents; --", "__proto__", "constructor", "../../etc", "0000-01-01", "9999-99-99T99:99:99Z"],
  ...["-000001-01-01T00:00:00Z", "0000-01-01T00:00:00Z", "9999-12-31T23:59:59-23:59", "9999-12-31"],
  ...[base64(["9999-99-99 99:99:99+00", "agt_1"]), base64(["2026-01-01 00:00:00+99", "x"]), base64([])],
  ...[[], [[]], ["\0"], [null], ["__proto__"], Array(1_000).fill("a"), {}, { length: 1 }],
  ...[JSON.parse('{"__proto__":{"kind":"everything"}}'), { toString: "x" }, { id: { not: "x" } }],
];

/** The input with each of its fields replaced by each nasty value, the input itself, and one field more. */
function* spoiled(input: unknown): Generator<unknown> {
  yield* NASTY;
  if (typeof input !== "object" || input === null) return;
  for (const field of Object.keys(input)) for (const value of NASTY) yield { ...input, [field]: value };
  yield { ...input, more: 1 };
}

const REFUSALS = ["invalid", "not_found", "forbidden", "conflict", "unmet", "too_large", "rate_limited"];
const flawOf = (error: unknown) =>
  isCountersignError(error) && REFUSALS.includes(error.code) ? null : String(error).slice(0, 200);
const shown = (input: unknown) =>
  (JSON.stringify(input, (_key, value) => (typeof value === "bigint" ? `${value}n` : value)) ?? "undefined").slice(
    0,
    200,
  );

/** Some at a time: as many as connections wait for each other anyway. */
const AT_ONCE = 8;

async function flawsOf(verb: Verb, ctx: Context, inputs: Iterable<unknown>): Promise<string[]> {
  const flaws: string[] = [];
  const left = Iterator.from(inputs[Symbol.iterator]());
  const work = async () => {
    for (const bad of left) {
      const flaw = await Promise.resolve()
        .then(() => verb(ctx, bad as never))
        .then(() => null, flawOf);
      if (flaw) flaws.push(`${shown(bad)}: ${flaw}`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return flaws;
}

/** Verbs that only an administrator may ask; the others are asked by compliance. */
const ADMINS = ["addWitness", "removeWitness", "createApiKey", "revokeApiKey"];
const now = new Date();

describe("O5 whatever is sent to a verb, its answer is a sentence and never a failure of the database", () => {
  it.each(Object.entries(VERBS))("%s", { timeout: 60_000 }, async (name, [verb, input]) => {
    const permitted = contextAs(ADMINS.includes(name) ? "admin" : "compliance", { id: "per_cora", now });
    const takesText = typeof input === "string";
    const sent = takesText && name !== "previewErasure" ? NASTY.filter((value) => typeof value === "string") : null;
    expect(await flawsOf(verb, permitted, sent ?? spoiled(input))).toEqual([]);
    // A refusal is recorded with what was asked about: that too must be a record that can be kept.
    const refused = contextAs("reviewer", { id: "per_rhea", now });
    const unkeepable = ["\0", "\ud800", "x".repeat(10_000)];
    const fields = takesText ? [] : Object.keys(input as object);
    const spoilt = fields.flatMap((field) => unkeepable.map((value) => ({ ...(input as object), [field]: value })));
    expect(await flawsOf(verb, refused, takesText ? unkeepable : spoilt)).toEqual([]);
  });

  it("reportEvents answers each row", async () => {
    const key = contextFor({ kind: "apiKey", id: newId("aky"), grants: [] });
    const good = {
      id: "1",
      occurredAt: at,
      type: "call",
      agentId: newId("agt"),
      server: "s",
      tool: "t",
      outcome: "ok",
    };
    const rows = [...spoiled({ ...good, input: {}, correlationId: "a", step: 1, tokens: {}, chain: [], targets: [] })];
    const source = { kind: "gateway", onlyAgentId: null, teamId: null } as const;
    const { results } = await reportEvents(key, source, rows);
    expect(results.map(({ status }) => status)).toEqual(rows.map(() => "refused"));
  });
});
