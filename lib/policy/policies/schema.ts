import { z } from "zod";
import {
  AGENT_KINDS,
  AGENT_STATUSES,
  AUTONOMIES,
  ENVIRONMENTS,
  EXPOSURES,
  TIERS,
  TOOL_STATES,
} from "@/lib/agents/terms";
import { lineField, linesField } from "@/lib/fields";
import { CAPABILITIES, DATA_CLASSES, EFFECTS } from "@/lib/risk/terms";
import { OUTCOMES } from "../terms";
import { POLICY_LIMITS } from "./terms";

export const policyIdSchema = z.string().regex(/^pol_[0-9a-z]{1,40}$/, { error: "This is no id of a policy." });
const number = z.number().int().positive();
const version = z.number().int().positive();

const short = lineField(200);

/** The agent of a test, by value: a test says the same tomorrow, whatever becomes of the inventory. */
const caseAgentSchema = z.strictObject({
  id: z
    .string()
    .regex(/^agt_[0-9a-z]{1,40}$/)
    .default("agt_test"),
  name: short.default("Test agent"),
  environment: z.enum(ENVIRONMENTS).default("production"),
  status: z.enum(AGENT_STATUSES).default("active"),
  tier: z.enum(TIERS).default("low"),
  kind: z.enum(AGENT_KINDS).default("agent"),
  autonomy: z.enum(AUTONOMIES).default("acts_alone"),
  exposure: z.enum(EXPOSURES).default("internal"),
  provider: short.default(""),
  model: short.default(""),
  purpose: linesField(2000).default(""),
  owned: z.boolean().default(true),
  attested: z.boolean().default(false),
});

const caseToolSchema = z.strictObject({
  server: short.refine((text) => text !== "", { error: "Name the server." }),
  name: short.refine((text) => text !== "", { error: "Name the tool." }),
  state: z.enum(TOOL_STATES).default("accepted"),
  effect: z.enum(EFFECTS).default("read"),
  tier: z.enum(TIERS).default("low"),
  capabilities: z.array(z.enum(CAPABILITIES)).max(CAPABILITIES.length).default(["read"]),
  dataClasses: z.array(z.enum(DATA_CLASSES)).max(DATA_CLASSES.length).default([]),
});

const argumentsSchema = z
  .record(z.string().max(200), z.json())
  .refine((given) => JSON.stringify(given).length <= POLICY_LIMITS.arguments, {
    error: `Use at most ${POLICY_LIMITS.arguments.toLocaleString("en")} characters of arguments.`,
  });

/** A case beside a policy: one call, and what must come of it with everything else that is in force. */
export const testCaseSchema = z.strictObject({
  name: lineField(POLICY_LIMITS.testName).refine((text) => text !== "", { error: "Say what the test shows." }),
  agent: caseAgentSchema,
  tool: caseToolSchema,
  arguments: argumentsSchema.default({}),
  /** The person's request that the work began with; null: none is known. */
  request: linesField(2000).nullable().default(null),
  purpose: linesField(500).default(""),
  /** When the call is made. */
  at: z.iso.datetime().default("2026-01-07T10:00:00.000Z"),
  /** Whether a grant covers the call: without one nothing but a policy can permit it. */
  granted: z.boolean().default(true),
  expected: z.enum(OUTCOMES),
});
export type TestCase = z.output<typeof testCaseSchema>;
export type TestCaseInput = z.input<typeof testCaseSchema>;

const text = z
  .string()
  .max(POLICY_LIMITS.text, {
    error: `Use at most ${POLICY_LIMITS.text.toLocaleString("en")} characters: several policies read better than a long one.`,
  })
  .transform((given) => given.replaceAll("\r\n", "\n"))
  .refine((given) => given.split("\n").length <= POLICY_LIMITS.lines, {
    error: `Use at most ${POLICY_LIMITS.lines} lines.`,
  });
const tests = z.array(testCaseSchema).max(POLICY_LIMITS.tests);

export const createPolicySchema = z.strictObject({
  name: lineField(POLICY_LIMITS.name).refine((name) => name !== "", { error: "Give the policy a name." }),
  description: linesField(POLICY_LIMITS.description).default(""),
  text: text.default(""),
  tests: tests.default([]),
});
export type CreatePolicyInput = z.input<typeof createPolicySchema>;

/** Without `number` a new draft begins; with it, the draft that the person saw at `version` is written over. */
export const saveDraftSchema = z
  .strictObject({
    policyId: policyIdSchema,
    number: number.optional(),
    version: version.optional(),
    text,
    tests,
  })
  .refine((given) => (given.number === undefined) === (given.version === undefined), {
    error: "A draft is named by its number and the version that you saw.",
  });
export type SaveDraftInput = z.input<typeof saveDraftSchema>;

export const checkPolicySchema = z.strictObject({ policyId: policyIdSchema.nullable(), text, tests });
export type CheckPolicyInput = z.input<typeof checkPolicySchema>;

export const replayDraftSchema = z.strictObject({
  policyId: policyIdSchema.nullable(),
  text,
  days: z.number().int().min(1).max(POLICY_LIMITS.replayDays).default(14),
});
export type ReplayDraftInput = z.input<typeof replayDraftSchema>;

const seenVersion = { policyId: policyIdSchema, number, version };

export const proposeVersionSchema = z.strictObject({
  ...seenVersion,
  note: linesField(POLICY_LIMITS.note).refine((given) => given.length >= 10, {
    error: "Say in at least 10 characters what changes and why: the second person reads it.",
  }),
  days: z.number().int().min(1).max(POLICY_LIMITS.replayDays).default(14),
});
export type ProposeVersionInput = z.input<typeof proposeVersionSchema>;

export const decideVersionSchema = z.strictObject(seenVersion);
export type DecideVersionInput = z.input<typeof decideVersionSchema>;

const reason = linesField(POLICY_LIMITS.reason).refine((given) => given.length >= 10, {
  error: "Give a reason of at least 10 characters.",
});
export const rejectVersionSchema = z.strictObject({ ...seenVersion, reason });
export type RejectVersionInput = z.input<typeof rejectVersionSchema>;

/** `published`: the version in force that the person saw. */
export const rollBackSchema = z.strictObject({
  policyId: policyIdSchema,
  number,
  published: number.nullable(),
  reason,
});
export type RollBackInput = z.input<typeof rollBackSchema>;

export const retirePolicySchema = z.strictObject({ policyId: policyIdSchema, published: number, reason });
export type RetirePolicyInput = z.input<typeof retirePolicySchema>;

export const caseFromDecisionSchema = z.strictObject({
  decisionId: z.string().regex(/^dec_[0-9a-z]{1,40}$/, { error: "This is no id of a decision: it begins with dec_." }),
});
export type CaseFromDecisionInput = z.input<typeof caseFromDecisionSchema>;
