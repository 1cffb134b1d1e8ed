import { z } from "zod";
import { HINTS, LIMITS, OUTCOMES, REPORT_TYPES, TRIGGERS } from "./terms";

const text = (max: number) => z.string().max(max);
const id = (prefix: string) => z.string().regex(new RegExp(`^${prefix}_[0-9a-hjkmnp-tv-z]{26}$`));
const count = z.int().min(0).max(1_000_000_000);
const json = z.unknown().refine((value) => isShallow(value, LIMITS.depth), { error: "is nested too deeply" });

/**
 * One reported event (L1, L7). Whatever is not among these fields is refused by its name. The agent is named by `agentId` or `agent`;
 * an agent that reports for itself may leave out both.
 */
export const reportSchema = z
  .strictObject({
    id: z.string().regex(/^[\x21-\x7e]{1,200}$/),
    occurredAt: z.iso.datetime({ offset: true }),
    type: z.enum(REPORT_TYPES),
    agentId: id("agt").optional(),
    agent: z.string().min(1).max(LIMITS.nameLength).optional(),
    instance: text(LIMITS.nameLength).optional(),
    environment: z.enum(["development", "staging", "production"]).optional(),
    trigger: z.enum(TRIGGERS).optional(),
    onBehalfOf: text(LIMITS.nameLength).optional(),
    chain: z.array(text(LIMITS.nameLength)).max(LIMITS.chain).optional(),
    action: text(64).optional(),
    server: text(LIMITS.nameLength).optional(),
    tool: z.string().min(1).max(LIMITS.nameLength).optional(),
    targets: z.array(text(300)).max(LIMITS.targets).optional(),
    input: json.optional(),
    output: json.optional(),
    decisionId: id("dec").optional(),
    approvalId: id("apr").optional(),
    entitlementId: id("ent").optional(),
    credentialId: id("crd").optional(),
    policy: z
      .string()
      .regex(/^pol_[\w-]{1,60}(?:@\d{1,9})?$/)
      .optional(),
    rationale: text(LIMITS.textLength).optional(),
    inputSource: text(LIMITS.nameLength).optional(),
    correlationId: z
      .string()
      .regex(/^[\w.:-]{1,64}$/)
      .optional(),
    step: z.int().min(0).max(1_000_000).optional(),
    outcome: z.enum(OUTCOMES).optional(),
    error: text(LIMITS.textLength).optional(),
    durationMillis: z.number().min(0).max(2_592_000_000).optional(),
    tokens: z.strictObject({ input: count.optional(), output: count.optional() }).optional(),
  })
  .refine((row) => row.type !== "call" || row.tool !== undefined, { path: ["tool"], error: "is missing" })
  .refine((row) => row.type !== "call" || row.outcome !== undefined, { path: ["outcome"], error: "is missing" })
  .refine((row) => row.agentId === undefined || row.agent === undefined, {
    path: ["agent"],
    error: "names an agent beside agentId",
  });
export type Report = z.output<typeof reportSchema>;
export type ReportInput = z.input<typeof reportSchema>;

/** What is wrong with one field of one event. */
export interface RowFault {
  /** Dotted; empty for the event as a whole. */
  field: string;
  sentence: string;
  /** What to write instead. */
  write: string;
}

/** The faults of an event that the schema refuses, each with what to write instead. */
export function faultsOf(error: z.core.$ZodError, row: unknown): RowFault[] {
  return error.issues.slice(0, 20).flatMap((issue): RowFault[] => {
    if (issue.code === "unrecognized_keys") {
      const inside = issue.path.map(String);
      return issue.keys.slice(0, 10).map((key) => ({
        field: [...inside, key.slice(0, 100)].join("."),
        sentence: "This is no field of an event.",
        write: "nothing: leave it out, or put it into input or output",
      }));
    }
    const field = issue.path.map(String).join(".");
    const hint = HINTS[String(issue.path[0] ?? "")];
    if (!hint) return [{ field, sentence: "An event is a JSON object.", write: "{ id, occurredAt, type, … }" }];
    return [{ field, sentence: sentenceOf(issue, row), write: hint }];
  });
}

function sentenceOf(issue: z.core.$ZodIssue, row: unknown): string {
  const [top] = issue.path;
  const given = typeof row === "object" && row !== null && Object.hasOwn(row, String(top));
  if (!given) return `The field ${String(top)} is missing.`;
  if (issue.code === "custom") return `The field ${String(top)} ${issue.message}.`;
  if (issue.code === "too_big") return `The field ${String(top)} is too long or too large.`;
  return `The field ${String(top)} does not hold what it should.`;
}

/** Whether nothing is nested deeper than `left`. */
export function isShallow(value: unknown, left: number): boolean {
  if (typeof value !== "object" || value === null) return true;
  if (left === 0) return false;
  for (const member of Array.isArray(value) ? value : Object.values(value))
    if (!isShallow(member, left - 1)) return false;
  return true;
}
