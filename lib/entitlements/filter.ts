import { requireReach, type Visibility, visibility } from "@/lib/access";
import type { Context } from "@/lib/context";
import type { EntitlementSearch } from "./schema";
import { type Attention, DANGEROUS_ACTIONS, type EntitlementState, UNUSED_DAYS } from "./terms";

const DAY_MS = 86_400_000;
const EXPIRING_DAYS = 30;

/** Conditions on `entitlements e join agents a`, joined by "and", with their numbered values. Nothing of a value enters the text. */
export class Conditions {
  readonly values: unknown[] = [];
  readonly #parts: string[] = [];

  /** The placeholder of `value`. */
  value(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }

  add(part: string): void {
    this.#parts.push(part);
  }

  get where(): string {
    return this.#parts.length ? this.#parts.join(" and ") : "true";
  }
}

/** The grants that the caller may see. @throws CountersignError `forbidden` for who may see none at all */
export function inSight(ctx: Context): Conditions {
  requireReach(ctx, "entitlements.read");
  const sql = new Conditions();
  addVisibility(sql, visibility(ctx.actor, "entitlements.read"));
  return sql;
}

function addVisibility(sql: Conditions, seen: Visibility): void {
  if (seen.everything) return;
  const ways: string[] = [];
  if (seen.teamIds.length) ways.push(`a.team_id = any(${sql.value(seen.teamIds)}::text[])`);
  if (seen.ownerId !== null) {
    const mine = `${sql.value(seen.ownerId)} in (a.owner_id, a.deputy_id, a.sponsor_id)`;
    ways.push(seen.ownEverywhere ? mine : `(${mine} and a.team_id = any(${sql.value(seen.ownTeamIds)}::text[]))`);
  }
  sql.add(ways.length ? `(${ways.join(" or ")})` : "false");
}

/** What a search asks for, of the grants in sight. */
export function searched(ctx: Context, search: EntitlementSearch): Conditions {
  const sql = inSight(ctx);
  for (const term of search.q.toLowerCase().split(/\s+/).filter(Boolean).slice(0, 6)) {
    const like = sql.value(`%${term.replace(/[\\%_]/g, "\\$&")}%`);
    sql.add(`lower(concat_ws(' ', e.id, e.server, e.tool, a.name, p.name, e.justification)) like ${like}`);
  }
  if (search.state.length) {
    const now = sql.value(ctx.now);
    sql.add(`(${search.state.map((state) => inState(state, now)).join(" or ")})`);
  }
  if (search.action.length) sql.add(`e.actions && ${sql.value(search.action)}::text[]`);
  if (search.kind.length) sql.add(`e.kind = any(${sql.value(search.kind)}::text[])`);
  if (search.attention.length) {
    sql.add(`(${search.attention.map((attention) => needing(sql, attention, ctx.now)).join(" or ")})`);
  }
  return sql;
}

/** By now: what is past its time has expired, whether or not that was written down. */
function inState(state: EntitlementState, now: string): string {
  if (state === "expired")
    return `(e.state = 'expired' or (e.state in ('active', 'suspended', 'requested') and e.expires_at <= ${now}))`;
  if (state === "active" || state === "suspended" || state === "requested") {
    return `(e.state = '${state}' and (e.expires_at is null or e.expires_at > ${now}))`;
  }
  return `e.state = '${state}'`;
}

export function needing(sql: Conditions, attention: Attention, now: Date, days = UNUSED_DAYS): string {
  const active = inState("active", sql.value(now));
  if (attention === "expiring") {
    return `(${active} and e.expires_at <= ${sql.value(new Date(now.getTime() + EXPIRING_DAYS * DAY_MS))})`;
  }
  if (attention === "unused") {
    return `(${active} and coalesce(e.last_used_at, greatest(e.approved_at, e.requested_at)) < ${sql.value(new Date(now.getTime() - days * DAY_MS))})`;
  }
  return `(${active} and e.tool is null and e.resource_id is null and e.conditions = '[]'
    and (cardinality(e.actions) >= 3 or e.actions && ${sql.value(DANGEROUS_ACTIONS)}::text[]))`;
}
