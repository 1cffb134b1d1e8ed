import { requireReach, type Visibility, visibility } from "@/lib/access";
import type { Context } from "@/lib/context";
import { sql } from "@/lib/db";
import type { RecordedRequest } from "../decide/recorded";
import type { Answer } from "../decide/types";
import type { DecisionSearch } from "./schema";

/** A decision as it stands in the database, with what its agent is called today. */
export interface StoredDecision {
  id: string;
  at: Date;
  agentId: string;
  /** Null: no such agent was ever here, or it is gone. */
  agentName: string | null;
  instanceId: string | null;
  credentialId: string | null;
  tokenId: string | null;
  callerKind: "agent" | "gateway" | "person";
  callerId: string;
  server: string;
  tool: string;
  action: string;
  /** Null: its time is over, and it is no longer kept. */
  request: RecordedRequest | null;
  answer: Answer;
  digest: string;
  durationMicros: number;
  snapshot: string;
  correlationId: string;
  eventId: string;
}

const ROW = `d.id, d.at, d.agent_id as "agentId", a.name as "agentName", d.instance_id as "instanceId", d.credential_id as "credentialId",
  d.token_id as "tokenId", d.caller_kind as "callerKind", d.caller_id as "callerId", d.server, d.tool, d.action, d.answer,
  d.context_digest as digest, d.duration_micros as "durationMicros", d.snapshot::text, d.correlation_id as "correlationId",
  d.event_id as "eventId"`;
const FROM = "from decisions d left join agents a on a.id = d.agent_id";

class Where {
  readonly values: unknown[] = [];
  readonly #parts: string[] = [];

  value(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }

  add(part: string): void {
    this.#parts.push(part);
  }

  get text(): string {
    return this.#parts.length ? this.#parts.join(" and ") : "true";
  }
}

/** What the caller may see. @throws CountersignError `forbidden` for who may see none */
function inSight(ctx: Context): Where {
  requireReach(ctx, "decisions.read");
  const where = new Where();
  const seen: Visibility = visibility(ctx.actor, "decisions.read");
  if (seen.everything) return where;
  const ways: string[] = [];
  if (seen.teamIds.length) ways.push(`a.team_id = any(${where.value(seen.teamIds)}::text[])`);
  if (seen.ownerId !== null) {
    const mine = `${where.value(seen.ownerId)} in (a.owner_id, a.deputy_id, a.sponsor_id)`;
    ways.push(seen.ownEverywhere ? mine : `(${mine} and a.team_id = any(${where.value(seen.ownTeamIds)}::text[]))`);
  }
  where.add(ways.length ? `(${ways.join(" or ")})` : "false");
  return where;
}

export interface FoundPage {
  rows: Omit<StoredDecision, "request">[];
  more: boolean;
}

/** One page in sight, newest first: ids sort by time, so that a page costs the same at any depth. */
export async function pageOfDecisions(ctx: Context, search: DecisionSearch): Promise<FoundPage> {
  const where = inSight(ctx);
  filter(where, search);
  const upwards = search.newerThan !== null;
  const cursor = search.newerThan ?? search.olderThan;
  if (cursor) where.add(`d.id ${upwards ? ">" : "<"} ${where.value(cursor)}`);
  const text = `select ${ROW} ${FROM} where ${where.text} order by d.id ${upwards ? "asc" : "desc"} limit ${search.limit + 1}`;
  const { rows } = await sql().query<Omit<StoredDecision, "request">>(text, where.values);
  const page = rows.slice(0, search.limit);
  if (upwards) page.reverse();
  return { rows: page, more: rows.length > search.limit };
}

function filter(where: Where, search: DecisionSearch): void {
  if (search.agentId) where.add(`d.agent_id = ${where.value(search.agentId)}`);
  if (search.outcome.length) where.add(`d.outcome = any(${where.value(search.outcome)})`);
  if (search.correlationId) where.add(`d.correlation_id = ${where.value(search.correlationId)}`);
  if (search.entitlementId) where.add(`d.entitlement_ids @> array[${where.value(search.entitlementId)}]`);
  if (!search.tries) where.add("d.caller_kind <> 'person'");
  if (search.tool) {
    const tool = where.value(search.tool);
    where.add(`(d.server = ${tool} or d.server || '/' || d.tool = ${tool})`);
  }
  if (search.from) where.add(`d.at >= ${where.value(new Date(search.from))}`);
  if (search.to) where.add(`d.at ${search.to.length === 10 ? "<" : "<="} ${where.value(lastOf(search.to))}`);
}

/** A date ends where the next day begins. */
function lastOf(to: string): Date {
  const at = new Date(to);
  return to.length === 10 ? new Date(at.getTime() + 86_400_000) : at;
}

/** A decision in sight; null: there is none. */
export async function decisionInSight(ctx: Context, id: string): Promise<StoredDecision | null> {
  const where = inSight(ctx);
  where.add(`d.id = ${where.value(id)}`);
  const { rows } = await sql().query<StoredDecision>(
    `select ${ROW}, nullif(d.request, '{}') as request ${FROM} where ${where.text}`,
    where.values,
  );
  return rows[0] ?? null;
}

/** A decision that a machine may read: one about this agent, or one that it asked for. */
export async function decisionOfMachine(agentId: string, id: string): Promise<StoredDecision | null> {
  const text = `select ${ROW}, nullif(d.request, '{}') as request ${FROM} where d.id = $1 and (d.agent_id = $2 or (d.caller_id = $2 and d.caller_kind <> 'person'))`;
  return (
    (await sql().query<StoredDecision>({ name: "decision-of-machine", text, values: [id, agentId] })).rows[0] ?? null
  );
}

export interface StoredGrantFacts {
  id: string;
  server: string;
  tool: string | null;
  kind: string;
  justification: string;
  requestedById: string | null;
  requestedAt: Date;
  approvedById: string | null;
  approvedAt: Date | null;
  expiresAt: Date | null;
}

/** The grants of these ids, whatever became of them. */
export async function grantFacts(ids: readonly string[]): Promise<StoredGrantFacts[]> {
  const { rows } = await sql().query<StoredGrantFacts>(
    `select id, server, tool, kind, justification, requested_by_id as "requestedById", requested_at as "requestedAt",
       approved_by_id as "approvedById", approved_at as "approvedAt", expires_at as "expiresAt" from entitlements where id = any($1)`,
    [ids],
  );
  return rows;
}

export interface StoredPolicyFacts {
  id: string;
  name: string;
  number: number;
  authorId: string | null;
  publishedById: string | null;
  publishedAt: Date | null;
}

/** These versions of the organisation's policies: who wrote and who published them. */
export async function policyFacts(versions: readonly { id: string; number: number }[]): Promise<StoredPolicyFacts[]> {
  const { rows } = await sql().query<StoredPolicyFacts>(
    `select p.id, p.name, v.number, v.author_id as "authorId", v.published_by_id as "publishedById", v.published_at as "publishedAt"
       from unnest($1::text[], $2::int[]) as asked (id, number) join policies p on p.id = asked.id
       join policy_versions v on v.policy_id = p.id and v.number = asked.number`,
    [versions.map(({ id }) => id), versions.map(({ number }) => number)],
  );
  return rows;
}

export interface StoredProof {
  instanceName: string | null;
  credentialLabel: string | null;
  credentialKind: string | null;
  strength: string | null;
  createdAt: Date | null;
}

/** What the caller proved itself with. */
export async function proofFacts(instanceId: string | null, credentialId: string | null): Promise<StoredProof> {
  const { rows } = await sql().query<StoredProof>(
    `select (select name from agent_instances where id = $1) as "instanceName", c.label as "credentialLabel",
       c.kind as "credentialKind", c.strength, c.created_at as "createdAt"
     from (select 1) one left join credentials c on c.id = $2`,
    [instanceId, credentialId],
  );
  return rows[0] as StoredProof;
}

/** Today's names of people and agents. */
export async function namesOf(ids: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql().query<{ id: string; name: string }>(
    "select id, name from people where id = any($1) union all select id, name from agents where id = any($1)",
    [ids],
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
}
