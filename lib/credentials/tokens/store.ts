import { type SqlTx, sql } from "@/lib/db";
import type { CredentialKind, CredentialState, Strength } from "../terms";

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
  state: CredentialState;
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
  credentialState: CredentialState;
  credentialExpiresAt: Date | null;
  overlapUntil: Date | null;
  /** Agents of the chain that are all active and not killed, tokens it came from that nobody revoked, a person still here. */
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
        and not exists (select 1 from issued_tokens o where o.jti = any(t.ancestors) and o.revoked_at is not null)
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

/** Whether another instance proves itself with this key: it is its credential, or its living tokens are bound to it. */
export async function selectOtherHolder(thumbprint: string, instanceId: string, now: Date): Promise<string | null> {
  const { rows } = await sql().query<{ id: string }>({
    name: "other-holder",
    text: `select instance_id id from credentials where thumbprint = $1 and state in ('active', 'overlap') and instance_id <> $2
      union all select instance_id from issued_tokens where bound_to = $1 and instance_id <> $2 and expires_at > $3 limit 1`,
    values: [thumbprint, instanceId, now],
  });
  return rows[0]?.id ?? null;
}

/** Whether this agent was registered with a server at this address: what a token may be for beside ourselves (RFC 8707). */
export async function hasServerAt(agentId: string, address: string): Promise<boolean> {
  const { rowCount } = await sql().query("select 1 from agent_servers where agent_id = $1 and address = $2 limit 1", [
    agentId,
    address,
  ]);
  return rowCount === 1;
}

/** What an instance once proved itself with, and what anybody does under this thumbprint: to say why a signature was refused. */
export async function selectKeysToExplain(
  instanceId: string,
  thumbprint: string | undefined,
): Promise<
  { id: string; agentId: string; instanceId: string; state: CredentialState; publicJwk: Record<string, string> }[]
> {
  const { rows } = await sql().query(
    `select id, agent_id "agentId", instance_id "instanceId", state, public_jwk "publicJwk" from credentials
     where public_jwk is not null and ((instance_id = $1 and state in ('revoked', 'expired', 'overlap')) or thumbprint = $2)
     order by created_at desc limit 10`,
    [instanceId, thumbprint ?? null],
  );
  return rows;
}

export async function selectEndedSecret(
  instanceId: string,
  secretHash: string,
): Promise<{ id: string; agentId: string } | null> {
  const { rows } = await sql().query<{ id: string; agentId: string }>(
    `select id, agent_id "agentId" from credentials where instance_id = $1 and secret_hash = $2 limit 1`,
    [instanceId, secretHash],
  );
  return rows[0] ?? null;
}

/** Notes when credentials and their instances were last used; a row that somebody holds is left for the next time. */
export async function touchUsed(
  uses: readonly { credentialId: string; instanceId: string; at: Date; from: string }[],
): Promise<void> {
  const values = [
    uses.map((use) => use.credentialId),
    uses.map((use) => use.instanceId),
    uses.map((use) => use.at),
    uses.map((use) => use.from),
  ];
  const used =
    "unnest($1::text[], $2::text[], $3::timestamptz[], $4::text[]) as u (credential_id, instance_id, at, came_from)";
  await sql().query(
    `with held as (select c.id, u.at, u.came_from from credentials c join ${used} on u.credential_id = c.id where $2::text[] is not null
       order by c.id for update of c skip locked)
     update credentials c set last_used_at = held.at, last_used_from = held.came_from from held where held.id = c.id`,
    values,
  );
  await sql().query(
    `with held as (select i.id, u.at, u.came_from from agent_instances i join (select instance_id, max(at) at, max(came_from) came_from
         from ${used} where $1::text[] is not null group by 1) u on u.instance_id = i.id order by i.id for update of i skip locked)
     update agent_instances i set last_seen_at = held.at, last_seen_from = held.came_from from held where held.id = i.id`,
    values,
  );
}

/** Ends a token of this instance and every token that was exchanged from it. @returns how many, null when it is not its own */
export async function revokeTokens(
  tx: SqlTx,
  { jti, instanceId, now }: { jti: string; instanceId: string; now: Date },
): Promise<{ agentId: string; count: number } | null> {
  const { rows } = await tx.query<{ agentId: string }>(
    `select agent_id "agentId" from issued_tokens where jti = $1 and instance_id = $2 for update`,
    [jti, instanceId],
  );
  const [own] = rows;
  if (!own) return null;
  const { rowCount } = await tx.query(
    `update issued_tokens set revoked_at = $2 where (jti = $1 or (expires_at > $2 and ancestors @> array[$1])) and revoked_at is null`,
    [jti, now],
  );
  return { agentId: own.agentId, count: rowCount ?? 0 };
}

/** Forgets what nobody can show any more. Tokens are kept for a day after their end, for whoever asks what they were. */
export async function purgeEnded(now: Date): Promise<number> {
  const day = new Date(now.getTime() - 86_400_000);
  const proofs = await sql().query("delete from seen_proofs where expires_at < $1", [new Date(now.getTime() - 60_000)]);
  const tokens = await sql().query("delete from issued_tokens where expires_at < $1", [day]);
  return (proofs.rowCount ?? 0) + (tokens.rowCount ?? 0);
}
