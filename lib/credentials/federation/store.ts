import { sql } from "@/lib/db";
import type { CredentialState } from "../terms";

export interface TrustedIssuerRow {
  id: string;
  issuer: string;
  audience: string;
  jwksUri: string;
  jwks: unknown;
}

export async function selectTrustedIssuers(issuer: string): Promise<TrustedIssuerRow[]> {
  const { rows } = await sql().query<TrustedIssuerRow>({
    name: "trusted-issuers",
    text: `select id, issuer, audience, jwks_uri "jwksUri", jwks from trusted_issuers where issuer = $1 and state = 'active'`,
    values: [issuer],
  });
  return rows;
}

export interface FederatedRow {
  id: string;
  instanceId: string;
  subject: string;
  state: CredentialState;
  expiresAt: Date | null;
  overlapUntil: Date | null;
}

/** The credentials that live by tokens of these issuers. */
export async function selectFederated(issuerIds: readonly string[]): Promise<FederatedRow[]> {
  const { rows } = await sql().query<FederatedRow>({
    name: "federated-credentials",
    text: `select id, instance_id "instanceId", subject, state, expires_at "expiresAt", overlap_until "overlapUntil"
      from credentials where issuer_id = any($1) and state in ('active', 'overlap')`,
    values: [issuerIds],
  });
  return rows;
}

/** The person who signs in with this identity, if they are here. */
export async function selectPersonByIdentity(issuer: string, subject: string): Promise<string | null> {
  const { rows } = await sql().query<{ id: string }>(
    `select p.id from external_identities e join people p on p.id = e.person_id
     where e.issuer = $1 and e.subject = $2 and p.status = 'active'`,
    [issuer, subject],
  );
  return rows[0]?.id ?? null;
}
