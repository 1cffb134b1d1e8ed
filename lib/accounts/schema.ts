import { z } from "zod";
import { lineField } from "@/lib/fields";
import { PASSWORD_MIN, type SignInMethod } from "./terms";

export type { SignInMethod } from "./terms";

/** Why a set-up link exists: the first administrator, a new person, or a person who needs a new way in. */
export type SetupPurpose = "first_admin" | "invitation" | "renewal";

/** Normalised first, validated after: two spellings of one address are one account. */
export const emailSchema = z
  .string()
  .max(320)
  .transform((text) => text.normalize("NFKC").trim().toLowerCase())
  .pipe(z.email({ error: "Write a complete e-mail address, like name@company.com." }).max(254));

/** Length over composition (ASVS 5): no rules about symbols; only what is no secret at all is refused, see rules.ts. */
export const passwordSchema = z
  .string()
  .min(PASSWORD_MIN, { error: `Use at least ${PASSWORD_MIN} characters.` })
  .max(200, { error: "Use at most 200 characters." });

export const personNameSchema = lineField(120).refine((name) => name.length > 0, { error: "Give a name." });

export const tokenSchema = z.string().regex(/^[A-Za-z0-9_-]{43}$/, { error: "This link is not complete." });

export const credentialsSchema = z.strictObject({ email: z.string().max(320), password: z.string().max(200) });

/** A browser session as its owner or an administrator sees it. */
export interface SessionRow {
  id: string;
  method: SignInMethod;
  address: string;
  userAgent: string;
  createdAt: Date;
  lastSeenAt: Date;
  expiresAt: Date;
}

/** What the holder of a set-up link may know before using it. */
export interface SetupInvitation {
  purpose: SetupPurpose;
  personId: string | null;
  name: string;
  email: string;
  expiresAt: Date;
}
