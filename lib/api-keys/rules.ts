import type { RoleGrant } from "@/lib/context";
import type { KeyState, Purpose } from "./terms";

/** What is known of a key, apart from its secret. */
export interface KeyFacts {
  purpose: Purpose;
  teamId: string | null;
  expiresAt: Date | null;
  revokedAt: Date | null;
}

export function stateOf({ expiresAt, revokedAt }: Pick<KeyFacts, "expiresAt" | "revokedAt">, now: Date): KeyState {
  if (revokedAt) return "revoked";
  return expiresAt && expiresAt <= now ? "expired" : "active";
}

/** A reader sees the numbers that an auditor of its team sees (the table of access holds it to numbers); a reporter sees nothing. */
export function grantsOf({ purpose, teamId }: Pick<KeyFacts, "purpose" | "teamId">): readonly RoleGrant[] {
  return purpose === "read" ? [{ role: "auditor", teamId }] : [];
}

/** Whether a text could be a key at all: anything else is not looked up. */
export function isKeyShaped(secret: string): boolean {
  return /^csk_[A-Za-z0-9_-]{43}$/.test(secret);
}
