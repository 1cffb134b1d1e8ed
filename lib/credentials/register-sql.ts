import { requirePermission, visibility } from "@/lib/access";
import type { Context } from "@/lib/context";
import { DUE } from "./endings/store";
import type { CredentialSearch } from "./schema";
import { type CredentialSort, SOON_DAYS } from "./terms";

/** A statement in the making: conditions joined by "and", with their numbered values. Nothing of a value enters the text. */
export class Conditions {
  readonly values: unknown[] = [];
  readonly parts: string[] = [];

  value(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }

  add(part: string): void {
    this.parts.push(part);
  }

  get where(): string {
    return this.parts.join(" and ") || "true";
  }
}

export const REGISTER = `from credentials c join agent_instances i on i.id = c.instance_id join agents a on a.id = c.agent_id
  left join people o on o.id = a.owner_id`;

const NEVER = "'-infinity'::timestamptz";
/** Keys are text in a page link; what has no date sorts before all dates. */
export const SORT_KEYS: Record<CredentialSort, { key: string; type: string }> = {
  // What has ended is not due: it comes after everything that is.
  due: { key: `case when c.state = 'active' then ${DUE} else 'infinity'::timestamptz end`, type: "timestamptz" },
  created: { key: "c.created_at", type: "timestamptz" },
  used: { key: `coalesce(c.last_used_at, ${NEVER})`, type: "timestamptz" },
  agent: { key: "lower(a.name)", type: "text" },
};

/** `dueState` in SQL. @param now the placeholder of the instant */
export function dueSql(now: string): string {
  return `case when c.state <> 'active' then 'none' when ${DUE} <= ${now} then 'overdue'
    when ${DUE} <= ${now}::timestamptz + interval '${SOON_DAYS} days' then 'soon' else 'later' end`;
}

/** What a search asks for, among the credentials of agents that the caller sees. @throws CountersignError `forbidden` for who sees none */
export function conditionsOf(ctx: Context, search: CredentialSearch): Conditions {
  const seen = visibility(ctx.actor, "credentials.read");
  if (!seen.everything && !seen.teamIds.length && seen.ownerId === null) requirePermission(ctx, "credentials.read");
  const sql = new Conditions();
  if (!seen.everything) sql.add(`a.team_id = any(${sql.value(seen.teamIds)}::text[])`);
  for (const term of search.q.toLowerCase().split(" ").filter(Boolean).slice(0, 8)) {
    const like = sql.value(`%${term.replace(/[\\%_]/g, "\\$&")}%`);
    // Ids and digests are looked up whole: a short word would be found inside any of them.
    const whole = sql.value(term);
    sql.add(
      `(lower(concat_ws(' ', a.name, i.name, c.label, c.subject)) like ${like} or ${whole} in (i.id, c.id, lower(c.thumbprint)))`,
    );
  }
  if (search.kind.length) sql.add(`c.kind = any(${sql.value(search.kind)}::text[])`);
  if (search.strength.length) sql.add(`c.strength = any(${sql.value(search.strength)}::text[])`);
  if (search.state.length) sql.add(`c.state = any(${sql.value(search.state)}::text[])`);
  if (search.due.length) sql.add(`${dueSql(sql.value(ctx.now))} = any(${sql.value(search.due)}::text[])`);
  if (search.mine) {
    const me = sql.value(ctx.actor.id);
    sql.add(`(a.owner_id = ${me} or a.deputy_id = ${me} or a.sponsor_id = ${me})`);
  }
  return sql;
}
