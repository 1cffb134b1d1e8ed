import { z } from "zod";
import { linesField } from "@/lib/fields";
import { ANSWERS, DENIAL_REASONS, LIMITS } from "../terms";

const idSchema = z.string().regex(/^apr_[0-9a-z]{1,40}$/, { error: "This is not an id of a request." });
const digestSchema = z.string().regex(/^[0-9a-f]{64}$/, { error: "This is not the digest of an action." });
const personIdSchema = z.string().regex(/^per_[0-9a-z]{1,40}$/, { error: "This is not an id of a person." });
const dwellSchema = z.int().min(0).max(86_400_000);
const textSchema = linesField(LIMITS.textLength);
const whySchema = textSchema.refine((text) => text.length > 0, { error: "Say why: it stands in the audit log." });

/** Arguments as they came: what they may be is said by comparing them with the stored ones, member by member. */
const argumentsSchema = z.custom<object>(
  (value) => typeof value === "object" && value !== null && !Array.isArray(value),
  { error: "Give the arguments." },
);

/** Characters that a reason for breaking the glass has at least. */
const GLASS_REASON_LENGTH = 10;

export const decideSchema = z
  .strictObject({
    id: idSchema,
    /** What the person had before their eyes: the narrowed action where somebody has narrowed it already. */
    digest: digestSchema,
    answer: z.enum(ANSWERS),
    reason: z.enum(DENIAL_REASONS).optional(),
    text: textSchema.default(""),
    narrowed: z.strictObject({ arguments: argumentsSchema }).nullable().default(null),
    /** For how long it may be used, when the person wants that shorter than the policy says. */
    validSeconds: z.int().min(60).max(LIMITS.approvedSeconds).optional(),
    /** Paths of the hidden parts that were opened. */
    opened: z.array(z.string()).max(10_000),
    dwellMillis: dwellSchema,
    assertion: z.unknown().optional(),
    breakGlass: z.boolean().default(false),
  })
  .superRefine((given, issues) => {
    const refuse = (path: string, message: string) => issues.addIssue({ code: "custom", path: [path], message });
    const denies = given.answer === "deny";
    if (denies && !given.reason) refuse("reason", "Choose a reason.");
    if (denies && given.reason === "other" && !given.text) refuse("text", "Write the reason.");
    if (denies && given.narrowed) refuse("narrowed", "What is denied is not narrowed.");
    if (denies && given.breakGlass) refuse("breakGlass", "The glass is broken to approve.");
    if (given.breakGlass && given.text.length < GLASS_REASON_LENGTH) {
      refuse("text", `Say why in ${GLASS_REASON_LENGTH} characters at least: it will be reviewed.`);
    }
  });
export type DecideInput = z.input<typeof decideSchema>;
export type Decide = z.output<typeof decideSchema>;

export const previewSchema = z.strictObject({ id: idSchema, digest: digestSchema, arguments: argumentsSchema });
export type PreviewInput = z.input<typeof previewSchema>;

export const reasonSchema = z.strictObject({ id: idSchema, reason: whySchema });
export type ReasonInput = z.input<typeof reasonSchema>;

const VERDICTS = ["justified", "not_justified"] as const;
export const glassReviewSchema = z.strictObject({ id: idSchema, verdict: z.enum(VERDICTS), note: whySchema });
export type GlassReviewInput = z.input<typeof glassReviewSchema>;

export const viewSchema = z.strictObject({ id: idSchema, dwellMillis: dwellSchema });
export type ViewInput = z.input<typeof viewSchema>;

export const memberSchema = z.strictObject({ personId: personIdSchema });
export type GlassMemberInput = z.input<typeof memberSchema>;
