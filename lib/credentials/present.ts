import type { Tier } from "@/lib/agents/terms";
import type { PublicJwk } from "./public-key";
import type { CredentialOf } from "./queries";
import { dueState, graceEnd, rotationDue } from "./rules";
import type { CredentialView } from "./views";

/** The type of a key in the words of its users; empty where there is none. */
function algorithmOf(jwk: PublicJwk | null): string {
  if (!jwk) return "";
  if (jwk.kty === "EC") return "EC P-256 (ES256)";
  if (jwk.kty === "OKP") return "Ed25519 (EdDSA)";
  // Each character of base64url carries six bits; the last may carry fewer.
  return `RSA ${Math.floor((jwk.n.length * 6) / 8) * 8} (PS256, RS256)`;
}

/** A credential as people see it; `abilities` come from whoever knows the caller. */
export function credentialView(
  row: CredentialOf,
  { tier, now }: { tier: Tier | null; now: Date },
): Omit<CredentialView, "abilities"> {
  const { instanceId, publicJwk, ...shown } = row;
  const dueAt = rotationDue(row, tier);
  const due = dueState(row.state, dueAt, now);
  return {
    ...shown,
    algorithm: algorithmOf(publicJwk),
    createdAt: row.createdAt.toISOString(),
    rotationDueAt: dueAt.toISOString(),
    due,
    graceEndsAt: due === "overdue" ? graceEnd(dueAt, tier).toISOString() : null,
    expiresAt: isoOrNull(row.expiresAt),
    overlapUntil: isoOrNull(row.overlapUntil),
    lastUsedAt: isoOrNull(row.lastUsedAt),
    endedAt: isoOrNull(row.endedAt),
    provenDeadAt: isoOrNull(row.provenDeadAt),
  };
}

export const isoOrNull = (at: Date | null): string | null => at?.toISOString() ?? null;
