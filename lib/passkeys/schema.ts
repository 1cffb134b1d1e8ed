import { z } from "zod";
import { lineField, linesField } from "@/lib/fields";
import { PASSKEY_LIMITS } from "./terms";

const encoded = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    .regex(/^[A-Za-z0-9_-]+$/, { error: "This is not what a passkey answers." });

/** The authenticator's credential id, base64url (1,023 bytes at most by WebAuthn). */
const credentialIdSchema = encoded(1_364);

const envelope = {
  id: credentialIdSchema,
  rawId: credentialIdSchema,
  type: z.literal("public-key"),
  authenticatorAttachment: z.enum(["platform", "cross-platform"]).nullish(),
  // Extensions take no part: none is asked for, and browsers add their own.
  clientExtensionResults: z.looseObject({}).default({}),
};

/** RegistrationResponseJSON as browsers make it. */
export const registrationSchema = z.strictObject({
  ...envelope,
  response: z.strictObject({
    clientDataJSON: encoded(8_192),
    attestationObject: encoded(65_536),
    authenticatorData: encoded(16_384).optional(),
    transports: z.array(z.string().max(32)).max(10).optional(),
    publicKeyAlgorithm: z.number().int().optional(),
    publicKey: encoded(8_192).optional(),
  }),
});

/** AuthenticationResponseJSON as browsers make it. */
export const assertionSchema = z.strictObject({
  ...envelope,
  response: z.strictObject({
    clientDataJSON: encoded(8_192),
    authenticatorData: encoded(8_192),
    signature: encoded(8_192),
    userHandle: encoded(128).nullish(),
  }),
});
export type Assertion = z.output<typeof assertionSchema>;

const passkeyNameSchema = lineField(PASSKEY_LIMITS.nameLength).refine((name) => name.length > 0, {
  error: "Give it a name that tells you which device it is.",
});

export const finishEnrolmentSchema = z.strictObject({ response: registrationSchema, name: passkeyNameSchema });
/** `response` is RegistrationResponseJSON as a browser made it: untrusted. */
export interface FinishEnrolmentInput {
  response: unknown;
  name: string;
}

export const removePasskeySchema = z.strictObject({ id: credentialIdSchema });

export const revokePasskeySchema = z.strictObject({
  id: credentialIdSchema,
  reason: linesField(1_000).refine((text) => text.length >= 10, {
    error: "Say in at least 10 characters why.",
  }),
});
