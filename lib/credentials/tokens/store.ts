import { sql } from "@/lib/db";
import type { CredentialKind, Strength } from "../terms";

/** Whether a kill switch covers agent `a`: one that is on, or one that was thrown at or after `$issued`. Drills deny nothing. */
const killedSince = (issued: string) => `exists (select 1 from kill_switches k
  where not k.drill and (k.state = 'active' or k.thrown_at >= ${issued}) and (k.target_kind = 'everything'
    or (k.target_kind = 'agent' and k.target = a.id) or (k.target_kind = 'owner' and k.target = a.owner_id)
    or (k.target_kind = 'provider' and a.provider <> '' and lower(trim(k.target)) = lower(trim(a.provider)))
    or (k.target_kind = 'tier' and k.target = a.tier::text)))`;

export interface CredentialRow {
  id: string;
  kind: CredentialKind;
  strength: Strength;
  state: string;
  publicJwk: Record<string, string> | null;
  thumbprint: string | null;
  secretHash: string | null;
  issuerId: string | null;
  subject: string;
  expiresAt: Date | null;
  overlapUntil: Date | null;
}

export interface ClientRow {
  instanceId: string;
  instanceState: string;
  enforcesForOthers: boolean;
  agentId: string;
  agentStatus: string;
  name: string;
  ownerId: string | null;
  environment: string;
  fingerprint: string;
  tier: string | null;
  killed: boolean;
  credentials: CredentialRow[];
}

type JsonCredential = Omit<CredentialRow, "expiresAt" | "overlapUntil"> & {
  expiresAt: string | null;
  overlapUntil: string | null;
};

/** An instance with its agent, the kill switches over it and its credentials that have not ended. */
export async function selectClient(instanceId: string, now: Date): Promise<ClientRow | null> {
  const { rows } = await sql().query<Omit<ClientRow, "credentials"> & { credentials: JsonCredential[] }>({
    name: "token-client",
    text: `select i.id "instanceId", i.state "instanceState", i.enforces_for_others "enforcesForOthers", a.id "agentId",
        a.status::text "agentStatus", a.name, a.owner_id "ownerId", a.environment::text environment, a.fingerprint,
        a.tier::text tier, ${killedSince("$2")} killed,
        coalesce((select json_agg(json_build_object('id', c.id, 'kind', c.kind, 'strength', c.strength, 'state', c.state,
          'publicJwk', c.public_jwk, 'thumbprint', c.thumbprint, 'secretHash', c.secret_hash, 'issuerId', c.issuer_id,
          'subject', c.subject, 'expiresAt', c.expires_at, 'overlapUntil', c.overlap_until) order by c.id desc)
          from credentials c where c.instance_id = i.id and c.state in ('active', 'overlap')), '[]') credentials
      from agent_instances i join agents a on a.id = i.agent_id where i.id = $1`,
    values: [instanceId, now],
  });
  const [row] = rows;
  if (!row) return null;
  const at = (time: string | null) => (time === null ? null : new Date(time));
  const credentials = row.credentials.map((one) => ({
    ...one,
    expiresAt: at(one.expiresAt),
    overlapUntil: at(one.overlapUntil),
  }));
  return { ...row, credentials };
}

export interface TokenRow {
  jti: string;
  agentId: string;
  instanceId: string;
  credentialId: string;
  scope: string;
  audience: string;
  chain: string[];
  ancestors: string[];
  personId: string | null;
  boundTo: string | null;
  issuedAt: Date;
  expiresAt: Date;
}

export interface TokenStanding extends TokenRow {
  revokedAt: Date | null;
  strength: Strength;
  enforcesForOthers: boolean;
  instanceState: string;
  agentStatus: string;
  killed: boolean;
  credentialState: string;
  credentialExpiresAt: Date | null;
  overlapUntil: Date | null;
  /** Agents of the chain that are all active and not killed; a person, if any, who is still here. */
  chainStands: boolean;
}

/** Everything that can end a token before its time, in one statement. */
export async function selectTokenStanding(jti: string): Promise<TokenStanding | null> {
  const { rows } = await sql().query<TokenStanding>({
    name: "token-standing",
    text: `select t.jti, t.agent_id "agentId", t.instance_id "instanceId", t.credential_id "credentialId", t.scope, t.audience,
        t.chain, t.ancestors, t.person_id "personId", t.bound_to "boundTo", t.issued_at "issuedAt", t.expires_at "expiresAt",
        t.revoked_at "revokedAt", c.strength, i.enforces_for_others "enforcesForOthers", i.state "instanceState",
        a.status::text "agentStatus", ${killedSince("t.issued_at")} killed, c.state "credentialState",
        c.expires_at "credentialExpiresAt", c.overlap_until "overlapUntil",
        (t.chain = '[]' or (select count(*) = jsonb_array_length(t.chain) from agents a
          where a.id in (select jsonb_array_elements_text(t.chain)) and a.status = 'active' and not ${killedSince("t.issued_at")}))
        and (t.person_id is null or exists (select 1 from people p where p.id = t.person_id and p.status = 'active'))
        as "chainStands"
      from issued_tokens t join agent_instances i on i.id = t.instance_id join agents a on a.id = t.agent_id
        join credentials c on c.id = t.credential_id where t.jti = $1`,
    values: [jti],
  });
  return rows[0] ?? null;
}

export async function insertToken(token: TokenRow): Promise<void> {
  await sql().query({
    name: "insert-token",
    text: `insert into issued_tokens (jti, agent_id, instance_id, credential_id, scope, audience, chain, ancestors, person_id,
      bound_to, issued_at, expires_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    values: [
      token.jti,
      token.agentId,
      token.instanceId,
      token.credentialId,
      token.scope,
      token.audience,
      JSON.stringify(token.chain),
      token.ancestors,
      token.personId,
      token.boundTo,
      token.issuedAt,
      token.expiresAt,
    ],
  });
}

/** Marks proofs as seen. @returns whether it came for the first time: of two processes that try at once, one wins */
export async function insertProof(key: string, expiresAt: Date): Promise<boolean> {
  const { rowCount } = await sql().query({
    name: "insert-proof",
    text: "insert into seen_proofs (key, expires_at) values ($1, $2) on conflict (key) do nothing",
    values: [key, expiresAt],
  });
  return rowCount === 1;
}
