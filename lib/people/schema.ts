import { z } from "zod";
import { emailSchema, passwordSchema, personNameSchema, tokenSchema } from "@/lib/accounts/schema";
import { ROLES, type Role } from "@/lib/context";
import { lineField, linesField, searchField } from "@/lib/fields";
import { PRIVILEGE_CLASSES, type PrivilegeClass } from "./terms";

export type { SessionRow } from "@/lib/accounts/schema";
export * from "./terms";

const idOf = (prefix: string) =>
  z.string().regex(new RegExp(`^${prefix}_[0-9a-z]{1,40}$`), { error: "This is not an id of that kind." });
export const personIdSchema = idOf("per");
const teamIdSchema = idOf("tem").nullable();
const reason = linesField(500).refine((text) => text.length > 0, { error: "Say why: it stands in the audit log." });

const grantSchema = z.strictObject({ role: z.enum(ROLES), teamId: teamIdSchema });

export const inviteSchema = z.strictObject({
  name: personNameSchema,
  email: emailSchema,
  title: lineField(120),
  teamId: teamIdSchema,
  managerId: personIdSchema.nullable().default(null),
  grants: z.array(grantSchema).max(20),
});
export type Invitation = z.input<typeof inviteSchema>;

/** What is stated about a person; an absent field stays as it is. The e-mail address is how they sign in, and is not among it. */
export const editPersonSchema = z.strictObject({
  personId: personIdSchema,
  version: z.int(),
  changes: z
    .strictObject({
      name: personNameSchema,
      title: lineField(120),
      teamId: teamIdSchema,
      managerId: personIdSchema.nullable(),
    })
    .partial()
    .refine((changes) => Object.keys(changes).length > 0, { error: "Change at least one field." }),
});
export type PersonEdit = z.input<typeof editPersonSchema>;
export type PersonChanges = z.output<typeof editPersonSchema>["changes"];
export type PersonField = keyof PersonChanges;

export const setupSchema = z.strictObject({
  token: tokenSchema,
  /** Asked of the first administrator alone: other people were named by whoever invited them. */
  name: personNameSchema.optional(),
  email: emailSchema.optional(),
  password: passwordSchema,
});

export const personRefSchema = z.strictObject({ personId: personIdSchema });
export const deactivateSchema = z.strictObject({ personId: personIdSchema, version: z.int(), reason });
export const grantRoleSchema = z.strictObject({ personId: personIdSchema, role: z.enum(ROLES), teamId: teamIdSchema });
export const revokeRoleSchema = z.strictObject({ grantId: idOf("grt") });
export const sessionRefSchema = z.strictObject({ sessionId: idOf("ses") });
export const teamSchema = z.strictObject({
  name: lineField(80).refine((name) => name.length > 0, { error: "Give the team a name." }),
});
export const reviewerGroupSchema = z.strictObject({
  name: lineField(80).refine((name) => name.length > 0, { error: "Give the group a name." }),
  privilegeClass: z.enum(PRIVILEGE_CLASSES),
});
export const groupMemberSchema = z.strictObject({ groupId: idOf("grp"), personId: personIdSchema });

export const peopleSearchSchema = z.strictObject({
  q: searchField(200).default(""),
  role: z.enum(ROLES).nullable().default(null),
  teamId: teamIdSchema.default(null),
  status: z.enum(["active", "deactivated"]).nullable().default(null),
  limit: z.int().min(1).max(500).default(200),
});
export type PeopleSearch = z.input<typeof peopleSearchSchema>;

/** The lists that keep views and columns: what a person stores is bounded by the console's own lists. */
const area = z.enum([
  "agents",
  "audit",
  "imports",
  "people",
  "suppliers",
  "entitlements",
  "resources",
  "reachers",
  "tools",
  "credentials",
]);
export type Area = z.infer<typeof area>;
export const VIEWS_MAX = 100;

/** Printable ASCII, as addresses are written, naming at least one part: a view that the address drops would lead in a circle. */
function isQuery(text: string): boolean {
  return text === "" || (/^[!-"$-~]+$/.test(text) && [...new URLSearchParams(text).keys()].some((key) => key !== ""));
}

export const viewSchema = z.strictObject({
  area,
  name: lineField(80).refine((name) => name.length > 0, { error: "Give the view a name." }),
  /** The query string of the address, without "?". */
  query: z.string().max(4_000).refine(isQuery, { error: "This is not the address of a list." }),
  shared: z.boolean(),
  isDefault: z.boolean(),
});
export const viewsOfSchema = z.strictObject({ area });
export const viewRefSchema = z.strictObject({ viewId: idOf("vew") });

const timeZone = z.string().refine((zone) => isTimeZone(zone), { error: "Choose a time zone of the list." });

/** What a person may set for themselves; what is not named stays as it is. */
export const preferencesPatchSchema = z.strictObject({
  timeZone: timeZone.optional(),
  theme: z.enum(["system", "light", "dark"]).optional(),
  density: z.enum(["comfortable", "compact"]).optional(),
  shortcuts: z.boolean().optional(),
  columns: z.partialRecord(area, z.array(z.string().regex(/^[A-Za-z][A-Za-z0-9_-]{0,59}$/)).max(60)).optional(),
});
export type PreferencesPatch = z.input<typeof preferencesPatchSchema>;

/** Preferences as stored, each with its default: what the database holds is never trusted to be complete. */
export const preferencesSchema = z.object({
  theme: z.enum(["system", "light", "dark"]).default("system").catch("system"),
  density: z.enum(["comfortable", "compact"]).default("comfortable").catch("comfortable"),
  shortcuts: z.boolean().default(true).catch(true),
  columns: z.record(z.string(), z.array(z.string())).default({}).catch({}),
});
export type Preferences = z.output<typeof preferencesSchema>;

function isTimeZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

export interface GrantRow {
  id: string;
  role: Role;
  teamId: string | null;
  teamName: string | null;
}

export type AccountState = "active" | "invited" | "deactivated";

export interface PersonRow {
  id: string;
  name: string;
  email: string;
  title: string;
  teamId: string | null;
  teamName: string | null;
  /** `invited`: active, with a set-up link not used yet and no other way in. */
  state: AccountState;
  grants: GrantRow[];
  lastSeenAt: Date | null;
}

/** Whether a button works for the viewer, and if not, why. The same rules are enforced when it is pressed. */
export type Ability = { allowed: true } | { allowed: false; reason: string };

export interface PersonDetail extends PersonRow {
  version: number;
  timeZone: string;
  managerId: string | null;
  managerName: string | null;
  createdAt: Date;
  deactivatedAt: Date | null;
  /** Agents not decommissioned that this person owns or sponsors. */
  answersFor: number;
  reviewerGroups: { id: string; name: string }[];
  hasPassword: boolean;
  identities: { issuer: string; linkedAt: Date }[];
  abilities: {
    edit: Ability;
    deactivate: Ability;
    reactivate: Ability;
    changeRoles: Ability;
    renewLink: Ability;
    endSessions: Ability;
  };
}

export interface TeamRow {
  id: string;
  name: string;
  people: number;
}

export interface ReviewerGroupRow {
  id: string;
  name: string;
  privilegeClass: PrivilegeClass;
  members: { id: string; name: string; active: boolean }[];
}

export interface ViewRow {
  id: string;
  name: string;
  query: string;
  shared: boolean;
  isDefault: boolean;
  /** Whose view it is; a shared view of somebody else can be used, not changed. */
  mine: boolean;
  ownerName: string;
}
