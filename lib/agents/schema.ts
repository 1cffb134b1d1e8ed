import { z } from "zod";
import { lineField, linesField, searchField } from "@/lib/fields";
import {
  AGENT_KINDS,
  AGENT_STATUSES,
  AUTONOMIES,
  DATA_CLASSES,
  ENVIRONMENTS,
  EXPOSURES,
  LIMITS,
  PRIVILEGE_CLASSES,
  SOURCES,
  TIERS,
} from "./terms";

export type { ConfirmRecordInput, EndWaiverInput, WaiveControlInput } from "./controls/schema";
export * from "./hand-over/schema";
export type * from "./hand-over/views";
export * from "./resources/schema";
export * from "./terms";
export * from "./tier/overrides/schema";
export type { PreviewTierInput } from "./tier/schema";
export * from "./tools/schema";
export type * from "./tools/views";
export type * from "./views";

const idOf = (prefix: string) =>
  z.string().regex(new RegExp(`^${prefix}_[0-9a-z]{1,40}$`), { error: "This is not an id of that kind." });
export const agentIdSchema = idOf("agt");
const personId = idOf("per").nullable();
const teamId = idOf("tem").nullable();

function setOf<const T extends readonly [string, ...string[]]>(values: T) {
  return z
    .array(z.enum(values))
    .max(values.length)
    .transform((given) => values.filter((value) => given.includes(value)) as T[number][]);
}

/** What a person may state about an agent, apart from who answers for it. Every field is optional in a draft but the name. */
export const agentFieldsSchema = z.strictObject({
  name: lineField(LIMITS.name).refine((name) => name.length > 0, { error: "Give the agent a name." }),
  kind: z.enum(AGENT_KINDS),
  purpose: linesField(LIMITS.purpose),
  provider: lineField(LIMITS.line),
  model: lineField(LIMITS.line),
  deployer: lineField(LIMITS.line),
  authority: linesField(LIMITS.reason),
  endpoint: lineField(500),
  systems: z
    .array(lineField(LIMITS.line))
    .max(LIMITS.systems)
    .transform((given) => [...new Set(given.filter((system) => system !== ""))]),
  dataRead: setOf(DATA_CLASSES),
  dataWritten: setOf(DATA_CLASSES),
  privileges: setOf(PRIVILEGE_CLASSES),
  autonomy: z.enum(AUTONOMIES).nullable(),
  exposure: z.enum(EXPOSURES).nullable(),
  /** What it was deployed with (V8): a digest of its instructions, of its image, and the policy it was deployed under. */
  promptHash: lineField(LIMITS.line),
  imageDigest: lineField(LIMITS.line),
  policyRef: lineField(LIMITS.line),
});
export type AgentFields = z.output<typeof agentFieldsSchema>;
export type AgentField = keyof AgentFields;

/** A draft about which nothing is stated yet but its name. */
export const UNSTATED: Omit<AgentFields, "name"> = {
  kind: "agent",
  purpose: "",
  provider: "",
  model: "",
  deployer: "",
  authority: "",
  endpoint: "",
  systems: [],
  dataRead: [],
  dataWritten: [],
  privileges: [],
  autonomy: null,
  exposure: null,
  promptHash: "",
  imageDigest: "",
  policyRef: "",
};

export const FIELD_LABELS: Record<AgentField, string> = {
  name: "Name",
  kind: "Kind",
  purpose: "Purpose",
  provider: "Provider",
  model: "Model",
  deployer: "Deployer",
  authority: "Authority",
  endpoint: "Endpoint",
  systems: "Systems",
  dataRead: "Data read",
  dataWritten: "Data written",
  privileges: "Privileges",
  autonomy: "Autonomy",
  exposure: "Exposure",
  promptHash: "Prompt hash",
  imageDigest: "Image digest",
  policyRef: "Policy",
};

const drafted = agentFieldsSchema.partial().required({ name: true });

export const createAgentSchema = z.strictObject({
  ...drafted.shape,
  environment: z.enum(ENVIRONMENTS),
  /** The template that it was made from (V5); kept so that what differs from it can be shown. */
  templateId: idOf("tpl").nullable().default(null),
  teamId: teamId.default(null),
  ownerId: personId.optional(),
  deputyId: personId.optional(),
  sponsorId: personId.optional(),
});
export type CreateAgentInput = z.input<typeof createAgentSchema>;

const version = z.number().int().positive();

/** `version` is the one the person saw; the environment of an agent never changes (V1: one record per environment). */
export const editAgentSchema = z.strictObject({
  id: agentIdSchema,
  version,
  changes: agentFieldsSchema.partial().refine((changes) => Object.keys(changes).length > 0, {
    error: "Change at least one field.",
  }),
});
export type EditAgentInput = z.input<typeof editAgentSchema>;

/** An absent field stays as it is; null takes the person or team away. */
export const assignPeopleSchema = z.strictObject({
  id: agentIdSchema,
  version,
  teamId: teamId.optional(),
  ownerId: personId.optional(),
  deputyId: personId.optional(),
  sponsorId: personId.optional(),
});
export type AssignPeopleInput = z.input<typeof assignPeopleSchema>;

export const moveAgentSchema = z.strictObject({ id: agentIdSchema, version });
export type MoveAgentInput = z.input<typeof moveAgentSchema>;

const reason = linesField(LIMITS.reason).refine((text) => text.length >= 5, {
  error: "Give a reason of at least 5 characters.",
});
export const moveWithReasonSchema = z.strictObject({ id: agentIdSchema, version, reason });
export type MoveWithReasonInput = z.input<typeof moveWithReasonSchema>;

const BULK_ACTIONS = ["register", "activate", "suspend", "resume", "decommission"] as const;

export const SORTS = [
  "name",
  "environment",
  "kind",
  "status",
  "tier",
  "provider",
  "team",
  "owner",
  "updatedAt",
] as const;
export type AgentSort = (typeof SORTS)[number];

/** Views of the inventory by who answers: `orphan` has no active owner, `mine` is what the caller owns, deputises for or sponsors. */
export const PEOPLE_FILTERS = ["owned", "orphan", "unsponsored", "mine"] as const;
export type PeopleFilter = (typeof PEOPLE_FILTERS)[number];
export const PEOPLE_FILTER_LABELS: Record<PeopleFilter, string> = {
  owned: "With an active owner",
  orphan: "Without an active owner",
  unsponsored: "Without an active sponsor",
  mine: "Mine",
};

const list = <const T extends readonly [string, ...string[]]>(values: T) => z.array(z.enum(values)).max(values.length);

/** What a list of agents shows. Everything has a default, so that `{}` is the whole inventory; values within a field are alternatives. */
export const agentSearchSchema = z.strictObject({
  q: searchField(200).default(""),
  environment: list(ENVIRONMENTS).default([]),
  status: list(AGENT_STATUSES).default([]),
  tier: list([...TIERS, "none"]).default([]),
  kind: list(AGENT_KINDS).default([]),
  source: list(SOURCES).default([]),
  teamId: z
    .array(z.union([idOf("tem"), z.literal("none")]))
    .max(100)
    .default([]),
  ownerId: z.array(idOf("per")).max(100).default([]),
  sponsorId: z.array(idOf("per")).max(100).default([]),
  provider: z.array(lineField(LIMITS.line)).max(100).default([]),
  people: z.enum(PEOPLE_FILTERS).nullable().default(null),
  importId: idOf("imp").nullable().default(null),
  sort: z.enum(SORTS).default("name"),
  dir: z.enum(["asc", "desc"]).default("asc"),
  /** Opaque: `next` or `previous` of a former answer to the same search. */
  cursor: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,1200}$/, { error: "This page link is damaged: begin at the first page." })
    .nullable()
    .default(null),
  limit: z.number().int().min(1).max(LIMITS.page).default(50),
});
export type AgentSearchInput = z.input<typeof agentSearchSchema>;
/** A parsed search, as the queries take it. `AgentSearchInput` is what callers may leave out. */
export type AgentSearch = z.output<typeof agentSearchSchema>;

/** A bulk action on chosen agents, or on all that match a search (which sends the filter, not ids). */
export const bulkSchema = z
  .strictObject({
    action: z.enum(BULK_ACTIONS),
    ids: z.array(agentIdSchema).min(1).max(LIMITS.bulk).optional(),
    search: agentSearchSchema.optional(),
    reason: reason.optional(),
  })
  .refine(({ ids, search }) => (ids === undefined) !== (search === undefined), {
    error: "Choose agents by id or by a search, one of the two.",
    path: ["ids"],
  })
  .refine(({ action, reason }) => action === "register" || action === "activate" || reason !== undefined, {
    error: "Give a reason of at least 5 characters.",
    path: ["reason"],
  });
export type BulkInput = z.input<typeof bulkSchema>;

/** The same for people and team: absent fields stay. */
export const bulkAssignSchema = z
  .strictObject({
    ids: z.array(agentIdSchema).min(1).max(LIMITS.bulk).optional(),
    search: agentSearchSchema.optional(),
    teamId: teamId.optional(),
    ownerId: personId.optional(),
    deputyId: personId.optional(),
    sponsorId: personId.optional(),
  })
  .refine(({ ids, search }) => (ids === undefined) !== (search === undefined), {
    error: "Choose agents by id or by a search, one of the two.",
    path: ["ids"],
  });
export type BulkAssignInput = z.input<typeof bulkAssignSchema>;

/** What an import brings besides the file's bytes. `teamId` is the team that new drafts belong to. */
export const importSchema = z.strictObject({
  fileName: lineField(200).refine((name) => name.length > 0, { error: "Give the file's name." }),
  bytes: z.custom<Uint8Array>((given) => given instanceof Uint8Array, { error: "Give a file." }),
  environment: z.enum(ENVIRONMENTS),
  teamId: teamId.default(null),
  /** The caller answers for new drafts, as owner, where the file names nobody (O1): said by the caller, never guessed. */
  own: z.boolean().default(false),
  /** Public keys (JWKS) trusted for signatures; what a card points at is never fetched. */
  trustedKeys: z.array(z.record(z.string(), z.unknown())).max(100).default([]),
  /** The digest of the plan that was shown: the import is refused when it would now do anything else. */
  planDigest: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
});
export type ImportInput = z.input<typeof importSchema>;
