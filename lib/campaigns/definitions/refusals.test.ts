import { beforeAll, describe, expect, it } from "vitest";
import { type Context, contextFor, ROLES, type Role } from "@/lib/context";
import { grantsUnderReview } from "@/lib/testing/campaign-votes";
import { planOf, seedCampaignWorld } from "@/lib/testing/campaigns";
import { contextAs } from "@/lib/testing/contexts";
import { testDatabase } from "@/lib/testing/database";
import {
  calendarFor,
  createDefinition,
  decideExclusion,
  editDefinition,
  endExclusion,
  exportOpenItems,
  getDefinition,
  listDefinitions,
  listExclusions,
  noteAnomaly,
  pauseDefinition,
  previewSchedule,
  requestExclusion,
  resumeDefinition,
  retireDefinition,
} from "../index";

testDatabase();

const NOW = new Date();
const reason = "because it is tested";
const seen = { version: 1 };
let definition = "";
let exclusion = "";
let campaign = "";
let agent = "";

beforeAll(async () => {
  const world = await seedCampaignWorld();
  agent = world.high;
  const cora = contextAs("compliance", { id: "per_cora", now: NOW });
  const made = { name: "For everybody", plan: planOf(), schedule: null, timeZone: "UTC", fallbackId: "per_hana" };
  definition = (await createDefinition(cora, made)).id;
  const until = new Date(NOW.getTime() + 86_400_000);
  exclusion = (await requestExclusion(cora, { targetKind: "agent", targetId: world.low, reason, until })).id;
  campaign = (await grantsUnderReview()).campaignId;
});

const but = (...permitted: Role[]) => ROLES.filter((role) => !permitted.includes(role));
const first = async (chunks: AsyncGenerator<string>) => (await chunks.next()).value;

/** By hand: the organisation-wide roles that must be refused, for what is not their own. */
const CASES: Record<string, { call: (ctx: Context) => Promise<unknown>; refused: readonly Role[] }> = {
  createDefinition: {
    call: (ctx) =>
      createDefinition(ctx, { name: "Mine", plan: planOf(), schedule: null, timeZone: "UTC", fallbackId: "per_hana" }),
    refused: but("compliance"),
  },
  editDefinition: {
    call: (ctx) => editDefinition(ctx, { ...seen, id: definition, changes: { name: "Other" } }),
    refused: but("compliance"),
  },
  pauseDefinition: { call: (ctx) => pauseDefinition(ctx, { ...seen, id: definition }), refused: but("compliance") },
  resumeDefinition: { call: (ctx) => resumeDefinition(ctx, { ...seen, id: definition }), refused: but("compliance") },
  retireDefinition: {
    call: (ctx) => retireDefinition(ctx, { ...seen, id: definition, reason }),
    refused: but("compliance"),
  },
  getDefinition: { call: (ctx) => getDefinition(ctx, definition), refused: but("compliance", "ciso", "auditor") },
  listDefinitions: { call: (ctx) => listDefinitions(ctx), refused: but("compliance", "ciso", "auditor") },
  previewSchedule: {
    call: async (ctx) => previewSchedule(ctx, { rule: "FREQ=MONTHLY;BYMONTHDAY=1", timeZone: "UTC" }),
    refused: but("compliance", "ciso", "auditor"),
  },
  requestExclusion: {
    call: (ctx) =>
      requestExclusion(ctx, {
        ...{ targetKind: "agent", targetId: agent, reason },
        until: new Date(NOW.getTime() + 86_400_000),
      }),
    refused: but("compliance"),
  },
  decideExclusion: {
    call: (ctx) => decideExclusion(ctx, { ...seen, id: exclusion, answer: "approve", reason }),
    refused: but("compliance", "ciso"),
  },
  endExclusion: {
    call: (ctx) => endExclusion(ctx, { ...seen, id: exclusion, reason }),
    refused: but("compliance", "ciso"),
  },
  listExclusions: { call: (ctx) => listExclusions(ctx), refused: but("owner", "compliance", "ciso", "auditor") },
  noteAnomaly: {
    call: (ctx) => noteAnomaly(ctx, { agentId: agent, note: "It called at three in the night." }),
    refused: but("compliance"),
  },
  exportOpenItems: {
    call: (ctx) => first(exportOpenItems(ctx, campaign)),
    refused: but("compliance", "ciso", "auditor"),
  },
};

describe("O5 what time does in recertification is steered by who may", () => {
  const refusals = Object.entries(CASES).flatMap(([verb, { refused, call }]) =>
    refused.map((role) => ({ verb, role, call })),
  );

  it.each(refusals)("$verb refuses $role", async ({ role, call }) => {
    const code = await call(contextAs(role, { id: "per_dana", now: NOW })).then(
      () => "done",
      (error: { code?: string }) => error.code,
    );
    expect(["forbidden", "not_found"]).toContain(code);
  });

  it.each(Object.entries(CASES))("%s refuses a person without a role", async (_verb, { call }) => {
    const nobody = contextFor({ kind: "user", id: "per_dana", sessionId: "ses_test", grants: [] }, { now: NOW });
    const code = await call(nobody).catch((error: { code?: string }) => error.code);
    expect(["forbidden", "not_found"]).toContain(code);
  });

  it("gives everybody a calendar of their own, and machines none", async () => {
    const machine = contextFor({ kind: "apiKey", id: "key_1", grants: [{ role: "compliance", teamId: null }] });
    await expect(calendarFor(machine)).rejects.toMatchObject({ code: "forbidden" });
    expect(await calendarFor(contextAs("admin", { id: "per_adam" }))).toContain("BEGIN:VCALENDAR");
  });
});
