import { z } from "zod";
import { lineField } from "@/lib/fields";
import { ENVIRONMENTS, TIERS, type Tier } from "@/lib/risk/terms";
import { foreignName } from "../fields";
import {
  CAMPAIGN_KINDS,
  ITEM_KINDS,
  LIMITS,
  SILENCE_CHOICES,
  SILENCES,
  type Silence,
  STAGE_REVIEWERS,
  STRATEGIES,
} from "../terms";

const idOf = (prefix: string, what: string) =>
  z.string().regex(new RegExp(`^${prefix}_[0-9a-z_]{1,40}$`), { error: `This is not an id of ${what}.` });
const once = <T>(values: T[]): T[] => [...new Set(values)];
const many = <S extends z.ZodType>(one: S) =>
  z
    .array(one)
    .max(LIMITS.scopeValues, { error: `At most ${LIMITS.scopeValues} values.` })
    .transform(once);
const whole = (least: number, most: number) =>
  z
    .int({ error: "Give a whole number." })
    .min(least, { error: `${least} at least.` })
    .max(most, { error: `At most ${most}.` });

/** Which rights are looked at; an empty list limits nothing (C1). */
const scopeSchema = z.strictObject({
  teamIds: many(idOf("tem", "a team")),
  tiers: many(z.enum(TIERS)),
  environments: many(z.enum(ENVIRONMENTS)),
  providers: many(foreignName(200)),
  tools: many(foreignName(400)),
  ownerIds: many(idOf("per", "a person")),
  agentIds: many(idOf("agt", "an agent")),
  notCertifiedDays: whole(1, 3_650).nullable(),
});

const kindsSchema = z.array(z.enum(ITEM_KINDS)).min(1, { error: "Choose what is looked at." }).transform(once);

const stageSchema = z
  .strictObject({
    reviewer: z.enum(STAGE_REVIEWERS),
    personId: idOf("per", "a person").nullable(),
    strategy: z.enum(STRATEGIES),
    days: whole(1, LIMITS.days),
    samplePercent: whole(0, 100),
  })
  .refine(({ reviewer, personId }) => (reviewer === "person") === (personId !== null), {
    path: ["personId"],
    error: "Name the person who is asked, and only where a named person is.",
  });

const silence = z.strictObject({ first: z.enum(SILENCES), second: z.enum(SILENCES) });
const silences = z
  .strictObject({ low: silence, moderate: silence, high: silence, critical: silence })
  .superRefine((chosen, ctx) => {
    for (const tier of TIERS) {
      for (const time of ["first", "second"] as const) {
        if (!isChoice(tier, time, chosen[tier][time])) {
          ctx.addIssue({ code: "custom", path: [tier, time], message: "This cannot be chosen for this tier." });
        }
      }
    }
  });

/** Whether silence may lead to this: a second silence in a row is never "keep", and nothing of tier critical just stays. */
function isChoice(tier: Tier, time: "first" | "second", chosen: Silence): boolean {
  return SILENCE_CHOICES[tier][time].includes(chosen);
}

const rulesSchema = z.strictObject({
  silence: silences,
  escalationDays: whole(1, 30),
  reminderDays: z.array(whole(0, LIMITS.days)).max(10).transform(once),
  managerAfterDays: whole(0, LIMITS.days),
  secondPersonAbove: z.strictObject({ count: whole(0, LIMITS.items), percent: whole(0, 100) }),
  undoHours: whole(1, 24 * 90),
  waveHours: whole(0, 24 * 30),
});

/** What a definition makes and a campaign keeps. The first stage asks about everything. */
export const planSchema = z.strictObject({
  kinds: kindsSchema,
  scope: scopeSchema,
  stages: z
    .array(stageSchema)
    .min(1, { error: "One stage at least." })
    .max(LIMITS.stages, { error: `At most ${LIMITS.stages} stages.` }),
  rules: rulesSchema,
});

const id = idOf("cmp", "a campaign");
const version = z.int().positive();
const timeZone = z
  .string()
  .max(60)
  .refine(isTimeZone, { error: "This is not a time zone: use a name such as Europe/Lisbon." });
const fallbackId = idOf("per", "a person");
const name = lineField(LIMITS.name).refine((text) => text.length > 0, { error: "Give it a name." });

function isTimeZone(value: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: value }).resolvedOptions().timeZone.length > 0;
  } catch {
    return false;
  }
}

export const countScopeSchema = z.strictObject({ kinds: kindsSchema, scope: scopeSchema });
export type CountScopeInput = z.input<typeof countScopeSchema>;

export const previewSchema = z.strictObject({
  plan: planSchema,
  timeZone,
  fallbackId: fallbackId.nullable(),
  launchAt: z.date().nullable().default(null),
});
export type PreviewInput = z.input<typeof previewSchema>;

export const draftSchema = z.strictObject({
  name,
  kind: z.enum(CAMPAIGN_KINDS).default("adhoc"),
  plan: planSchema,
  timeZone,
  fallbackId,
  definitionId: idOf("cdf", "a definition").nullable().default(null),
  occurrence: z.date().nullable().default(null),
});
export type DraftInput = z.input<typeof draftSchema>;

export const editDraftSchema = z.strictObject({
  id,
  version,
  changes: z.strictObject({ name, plan: planSchema, timeZone, fallbackId }).partial(),
});
export type EditDraftInput = z.input<typeof editDraftSchema>;

export const draftSeenSchema = z.strictObject({ id, version });
export type DraftSeenInput = z.input<typeof draftSeenSchema>;

export const launchSchema = z.strictObject({ id, version, launchAt: z.date().nullable().default(null) });
export type LaunchInput = z.input<typeof launchSchema>;
