import { z } from "zod";
import { lineField, linesField, searchField } from "@/lib/fields";
import {
  ACTIONS,
  type Action,
  ATTENTIONS,
  type Condition,
  ENTITLEMENT_KINDS,
  ENTITLEMENT_SORTS,
  ENTITLEMENT_STATES,
  LIMITS,
  OPERATORS,
  type Operator,
  type TimeWindow,
  UNUSED_CHOICES,
  UNUSED_DAYS,
} from "./terms";

export * from "./terms";
export type * from "./views";

const idOf = (prefix: string) =>
  z.string().regex(new RegExp(`^${prefix}_[0-9a-z]{1,40}$`), { error: "This is not an id of that kind." });
export const entitlementIdSchema = idOf("ent");
export const agentIdSchema = idOf("agt");
const version = z.number().int().positive();
const reason = linesField(LIMITS.reason).refine((text) => text.length >= LIMITS.reasonLeast, {
  error: `Give a reason of at least ${LIMITS.reasonLeast} characters.`,
});
const NAME_MAX = 300;
const name = z.string().min(1).max(NAME_MAX);

const COMPARES: ReadonlySet<Operator> = new Set(["lt", "lte", "gt", "gte"]);
const LISTS: ReadonlySet<Operator> = new Set(["in", "not_in"]);
const BARE: ReadonlySet<Operator> = new Set(["has", "has_not"]);
const TEXTS: ReadonlySet<Operator> = new Set(["like", "contains"]);

/** Four places and no more: what is decided is what was written, without rounding. */
const number = z
  .number()
  .min(-LIMITS.number)
  .max(LIMITS.number)
  .refine((value) => Number(value.toFixed(4)) === value, { error: "Use at most four decimal places." });
// Compared as it comes: white space and letters are part of it.
const text = z
  .string()
  .max(LIMITS.text)
  .refine((value) => value.isWellFormed() && !value.includes("\u0000"), { error: "Remove the control characters." });

export const conditionSchema = z
  .strictObject({
    argument: z
      .string()
      .min(1, { error: "Name the argument." })
      .max(LIMITS.argument)
      .refine((path) => path.isWellFormed() && !path.includes("\u0000") && path.split(".").every(Boolean), {
        error: "Name the argument by its path: payee.iban",
      }),
    operator: z.enum(OPERATORS),
    value: z.union([z.boolean(), number, text, z.array(text).min(1).max(LIMITS.choices)]).optional(),
  })
  .refine(({ operator, value }) => fits(operator, value), {
    error: ({ input }) => needs((input as { operator?: Operator })?.operator),
    path: ["value"],
  });

function fits(operator: Operator, value: unknown): boolean {
  if (BARE.has(operator)) return value === undefined;
  if (COMPARES.has(operator)) return typeof value === "number";
  if (LISTS.has(operator)) return Array.isArray(value);
  if (TEXTS.has(operator)) return typeof value === "string" && value !== "";
  return value !== undefined && !Array.isArray(value);
}

function needs(operator: Operator | undefined): string {
  if (operator && COMPARES.has(operator)) return "This comparison needs a number.";
  if (operator && LISTS.has(operator)) return "Give at least one text.";
  if (operator && BARE.has(operator)) return "This condition takes no value.";
  return "Give the value to compare with.";
}

const DAY_MINUTES = 1_440;
const ZONES: ReadonlySet<string> = new Set(["UTC", ...Intl.supportedValuesOf("timeZone")]);

const windowSchema = z
  .strictObject({
    days: z
      .array(z.number().int().min(1).max(7))
      .min(1, { error: "Choose at least one day." })
      .max(7)
      .transform((days) => [...new Set(days)].sort()),
    fromMinute: z
      .number()
      .int()
      .min(0)
      .max(DAY_MINUTES - 1),
    untilMinute: z.number().int().min(1).max(DAY_MINUTES),
    zone: z.string().refine((zone) => ZONES.has(zone), { error: "Choose a time zone of the list." }),
  })
  .refine(({ fromMinute, untilMinute }) => fromMinute !== untilMinute, {
    error: "The window ends when it begins: choose another time.",
    path: ["untilMinute"],
  });

const instant = z.iso.datetime({ offset: true }).transform((given) => new Date(given));

/** What a grant permits: on what, doing what, when. */
const shape = {
  server: name,
  tool: name.nullable().default(null),
  resourceId: idOf("res").nullable().default(null),
  actions: z
    .array(z.enum(ACTIONS))
    .min(1, { error: "Choose what it may do." })
    .max(ACTIONS.length)
    .transform((given) => ACTIONS.filter((action) => given.includes(action))),
  conditions: z.array(conditionSchema).max(LIMITS.conditions).default([]),
  windows: z.array(windowSchema).max(LIMITS.windows).default([]),
  startsAt: instant.nullable().default(null),
  expiresAt: instant,
};
export const shapeSchema = z.strictObject(shape);
export type ShapeInput = z.input<typeof shapeSchema>;
export type Shape = Omit<z.output<typeof shapeSchema>, "actions" | "conditions" | "windows"> & {
  actions: readonly Action[];
  conditions: readonly Condition[];
  windows: readonly TimeWindow[];
};

export const requestEntitlementSchema = z.strictObject({
  ...shape,
  agentId: idOf("agt"),
  kind: z.enum(ENTITLEMENT_KINDS).default("standing"),
  justification: reason,
});
export type RequestEntitlementInput = z.input<typeof requestEntitlementSchema>;

export const approveEntitlementSchema = z.strictObject({
  id: entitlementIdSchema,
  version,
  note: linesField(LIMITS.reason).default(""),
});
export type ApproveEntitlementInput = z.input<typeof approveEntitlementSchema>;

export const endEntitlementSchema = z.strictObject({ id: entitlementIdSchema, version, reason });
export type EndEntitlementInput = z.input<typeof endEntitlementSchema>;

/** One or more grants, each a part of the old one, that take its place together. */
export const narrowEntitlementSchema = z.strictObject({
  id: entitlementIdSchema,
  version,
  into: z.array(shapeSchema).min(1).max(LIMITS.parts),
  reason,
});
export type NarrowEntitlementInput = z.input<typeof narrowEntitlementSchema>;

export const previewNarrowingSchema = z.strictObject({
  id: entitlementIdSchema,
  into: z.array(shapeSchema).min(1).max(LIMITS.parts),
});
export type PreviewNarrowingInput = z.input<typeof previewNarrowingSchema>;

export const prolongEntitlementSchema = z.strictObject({
  id: entitlementIdSchema,
  expiresAt: instant,
  justification: reason,
});
export type ProlongEntitlementInput = z.input<typeof prolongEntitlementSchema>;

function setOf<const T extends readonly [string, ...string[]]>(values: T) {
  return z.array(z.enum(values)).max(values.length).default([]);
}

export const entitlementSearchSchema = z.strictObject({
  q: searchField(200).default(""),
  state: setOf(ENTITLEMENT_STATES),
  action: setOf(ACTIONS),
  kind: setOf(ENTITLEMENT_KINDS),
  attention: setOf(ATTENTIONS),
  sort: z.enum(ENTITLEMENT_SORTS).default("requested"),
  dir: z.enum(["asc", "desc"]).default("desc"),
  cursor: lineField(1_000).nullable().default(null),
  limit: z.number().int().min(1).max(200).default(50),
});
export type EntitlementSearchInput = z.input<typeof entitlementSearchSchema>;
export type EntitlementSearch = z.output<typeof entitlementSearchSchema>;

export const rightSizeSchema = z.strictObject({
  agentId: idOf("agt").nullable().default(null),
  days: z
    .number()
    .refine((days) => (UNUSED_CHOICES as readonly number[]).includes(days), { error: "Choose one of the spans." })
    .default(UNUSED_DAYS),
});
export type RightSizeInput = z.input<typeof rightSizeSchema>;
