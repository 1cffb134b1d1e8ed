import { z } from "zod";
import { lineField, linesField, searchField } from "@/lib/fields";
import { CAPABILITIES, EFFECTS, TIERS } from "@/lib/risk/schema";
import { LIMITS } from "../terms";
import { readListing, readPasted } from "./definition";
import { TOOL_LIMITS, TOOL_STATES } from "./terms";

const idOf = (prefix: string) =>
  z.string().regex(new RegExp(`^${prefix}_[0-9a-z]{1,40}$`), { error: "This is not an id of that kind." });
export const toolIdSchema = idOf("tol");
const agentId = idOf("agt");

/** `credential` names the secret or account that the server is used with; it is no place for the secret itself. */
const serverSchema = z.strictObject({
  name: lineField(LIMITS.line).refine((name) => name !== "", { error: "Say which server lists these tools." }),
  address: lineField(500).default(""),
  supplier: lineField(LIMITS.line).default(""),
  credential: lineField(LIMITS.line).default(""),
});
export type ServerInput = z.output<typeof serverSchema>;

/** A listing as values, or as the text of an answer to `tools/list` that somebody pasted. */
const listing = z.union([z.array(z.unknown()), z.string().max(4_000_000)]).transform((given, check) => {
  const read = typeof given === "string" ? readPasted(given) : readListing(given, true);
  if ("fault" in read) {
    check.addIssue({ code: "custom", message: read.fault });
    return z.NEVER;
  }
  return read;
});

export const seeToolsSchema = z.strictObject({
  agentId,
  server: serverSchema,
  tools: listing,
  /** Given when the caller knows that the listing is only a part: what it does not name is then not gone. */
  partial: z.boolean().default(false),
});
export type SeeToolsInput = z.input<typeof seeToolsSchema>;

const seen = {
  id: toolIdSchema,
  /** What the person looked at: both are compared. */
  version: z.number().int().positive(),
  hash: z.string().regex(/^[0-9a-f]{64}$/, { error: "This is not the hash of a definition." }),
};
const reason = linesField(LIMITS.reason).refine((text) => text.length >= 5, {
  error: "Give a reason of at least 5 characters.",
});

export const acceptToolsSchema = z.strictObject({
  tools: z
    .array(z.strictObject({ ...seen, keepCorrection: z.boolean().default(false) }))
    .min(1)
    .max(TOOL_LIMITS.decision),
  /** Needed where a definition carries grave warnings. */
  reason: reason.or(z.literal("")).default(""),
});
export type AcceptToolsInput = z.input<typeof acceptToolsSchema>;

export const blockToolsSchema = z.strictObject({
  tools: z.array(z.strictObject(seen)).min(1).max(TOOL_LIMITS.decision),
  reason,
});
export type BlockToolsInput = z.input<typeof blockToolsSchema>;

const capabilities = z
  .array(z.enum(CAPABILITIES))
  .max(CAPABILITIES.length)
  .transform((given) => CAPABILITIES.filter((capability) => given.includes(capability)));

const said = { effect: z.enum(EFFECTS), capabilities };

/** What reads does nothing that changes something: the effect and the capabilities must agree. */
const CHANGING = ["write", "delete", "pay", "change_permissions", "change_infrastructure"] as const;
const agrees = (given: { effect: string; capabilities: readonly string[] }) =>
  given.effect !== "read" || !CHANGING.some((capability) => given.capabilities.includes(capability));
const DISAGREES = { error: "A tool that only reads has none of these capabilities.", path: ["effect"] };

export const correctToolSchema = z.strictObject({ ...seen, ...said, reason }).refine(agrees, DISAGREES);
export type CorrectToolInput = z.input<typeof correctToolSchema>;

export const previewCorrectionSchema = z.strictObject({ id: toolIdSchema, ...said }).refine(agrees, DISAGREES);
export type PreviewCorrectionInput = z.input<typeof previewCorrectionSchema>;

export const endCorrectionSchema = z.strictObject(seen);
export type EndCorrectionInput = z.input<typeof endCorrectionSchema>;

const TOOL_SORTS = ["name", "agent", "tier", "seen"] as const;
export type ToolSort = (typeof TOOL_SORTS)[number];

const list = <const T extends readonly [string, ...string[]]>(values: T) => z.array(z.enum(values)).max(values.length);

/** Tools across agents. `{}` is all of them; values within a field are alternatives. */
export const toolSearchSchema = z.strictObject({
  q: searchField(200).default(""),
  state: list(TOOL_STATES).default([]),
  effect: list(EFFECTS).default([]),
  capability: list(CAPABILITIES).default([]),
  tier: list(TIERS).default([]),
  sort: z.enum(TOOL_SORTS).default("seen"),
  dir: z.enum(["asc", "desc"]).default("desc"),
  /** Opaque: `next` or `previous` of a former answer to the same search. */
  cursor: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,1200}$/, { error: "This page link is damaged: begin at the first page." })
    .nullable()
    .default(null),
  limit: z.number().int().min(1).max(LIMITS.page).default(50),
});
export type ToolSearchInput = z.input<typeof toolSearchSchema>;
export type ToolSearch = z.output<typeof toolSearchSchema>;
