import { z } from "zod";
import { lineField, linesField, searchField } from "@/lib/fields";
import { subjectFault } from "./rules";
import {
  CREDENTIAL_KINDS,
  CREDENTIAL_SORTS,
  CREDENTIAL_STATES,
  DUE_STATES,
  LIMITS,
  OVERLAP_HOURS,
  STRENGTHS,
} from "./terms";

const idOf = (prefix: string, what: string) =>
  z.string().regex(new RegExp(`^${prefix}_[0-9a-z]{1,40}$`), { error: `This is not an id of ${what}.` });
const agentId = idOf("agt", "an agent");
const instanceId = idOf("ins", "an instance");
const credentialId = idOf("crd", "a credential");
const issuerId = idOf("iss", "an issuer");
const version = z.number().int().min(1);
const reason = linesField(LIMITS.reason).refine((text) => text.length >= 5, { error: "Say why, in a few words." });
const named = (max: number) => lineField(max).refine((text) => text !== "", { error: "Give it a name." });

export const createInstanceSchema = z.strictObject({ agentId, name: named(LIMITS.name) });
export type CreateInstanceInput = z.input<typeof createInstanceSchema>;

/** Stopping, resuming, retiring: the instance at the version the person saw, and why. */
export const moveInstanceSchema = z.strictObject({ id: instanceId, version, reason });
export type MoveInstanceInput = z.input<typeof moveInstanceSchema>;

export const setGatewaySchema = z.strictObject({ id: instanceId, version, gateway: z.boolean(), reason });
export type SetGatewayInput = z.input<typeof setGatewaySchema>;

/** What a credential is made of. Of a key only the public half is ever sent. */
const materialSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("key"), jwk: z.string().trim().min(1).max(LIMITS.jwk) }),
  z.strictObject({
    kind: z.literal("federated"),
    issuerId,
    subject: lineField(LIMITS.subject).superRefine((text, check) => {
      const fault = subjectFault(text);
      if (fault) check.addIssue({ code: "custom", message: fault });
    }),
  }),
  z.strictObject({ kind: z.literal("secret"), reason }),
]);
export type Material = z.output<typeof materialSchema>;
export type MaterialInput = z.input<typeof materialSchema>;

const label = lineField(LIMITS.label).default("");
/** After how many days it ends for good; null: when it is rotated or revoked. */
const endsInDays = z.number().int().min(1).max(365).nullable().default(null);

export const issueCredentialSchema = z.strictObject({ instanceId, material: materialSchema, label, endsInDays });
export type IssueCredentialInput = z.input<typeof issueCredentialSchema>;

export const rotateCredentialSchema = z.strictObject({
  id: credentialId,
  version,
  material: materialSchema,
  label,
  endsInDays,
  overlapHours: z.number().int().min(OVERLAP_HOURS.least).max(OVERLAP_HOURS.most).default(OVERLAP_HOURS.usual),
});
export type RotateCredentialInput = z.input<typeof rotateCredentialSchema>;

/** No version: who must revoke does not lose to somebody who renamed a label. */
export const revokeCredentialSchema = z.strictObject({ id: credentialId, reason });
export type RevokeCredentialInput = z.input<typeof revokeCredentialSchema>;

/** Everything living of an agent, or of one of its instances. */
export const revokeCredentialsSchema = z.strictObject({
  agentId,
  instanceId: instanceId.nullable().default(null),
  reason,
});
export type RevokeCredentialsInput = z.input<typeof revokeCredentialsSchema>;

/** `secret`: the old one itself, to try it. Nothing of it is kept. */
export const proveDeadSchema = z.strictObject({
  id: credentialId,
  secret: z.string().trim().min(1).max(200).optional(),
});
export type ProveDeadInput = z.input<typeof proveDeadSchema>;

export const credentialSearchSchema = z.strictObject({
  q: searchField(200).default(""),
  kind: z.array(z.enum(CREDENTIAL_KINDS)).default([]),
  strength: z.array(z.enum(STRENGTHS)).default([]),
  state: z.array(z.enum(CREDENTIAL_STATES)).default([]),
  due: z.array(z.enum(DUE_STATES)).default([]),
  mine: z.boolean().default(false),
  sort: z.enum(CREDENTIAL_SORTS).default("due"),
  dir: z.enum(["asc", "desc"]).default("asc"),
  cursor: z.string().max(600).nullable().default(null),
});
export type CredentialSearchInput = z.input<typeof credentialSearchSchema>;
export type CredentialSearch = z.output<typeof credentialSearchSchema>;

const address = z
  .url({ protocol: /^https?$/, error: "Give an address that begins with https://." })
  .max(LIMITS.url)
  .refine((text) => !/[?#]|\/\/[^/]*@/.test(text), { error: "Without a query, a fragment or a password." });

export const addIssuerSchema = z.strictObject({
  name: named(LIMITS.name),
  issuer: address,
  audience: named(LIMITS.url),
  jwksUri: z.union([z.literal(""), address]).default(""),
  /** A key set as JSON, for an issuer that this server cannot reach. */
  jwks: z.string().trim().max(60_000).default(""),
});
export type AddIssuerInput = z.input<typeof addIssuerSchema>;

export const endIssuerSchema = z.strictObject({ id: issuerId, version, reason });
export type EndIssuerInput = z.input<typeof endIssuerSchema>;

export const tryIssuerSchema = z.strictObject({ id: issuerId });
export type TryIssuerInput = z.input<typeof tryIssuerSchema>;

export const agentIdSchema = agentId;
