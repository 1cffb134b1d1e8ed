import { type AuditSearch, EVENT_TYPES } from "../search";
import type { Window } from "./windows";

/** The conditions of a search as SQL on `audit_events e`, its values as parameters. */

/** What the reader may see: everything, or what the reader did and what is about these agents. */
export interface Seen {
  everything: boolean;
  actorId: string;
  agentIds: readonly string[];
}

/** Events that have one of these values in this column. */
export interface Among {
  column:
    | "type"
    | "severity"
    | "outcome"
    | "actor_id"
    | "agent_id"
    | "target_id"
    | "correlation_id"
    | "tool"
    | "policy";
  values: readonly string[];
}

/** Any of these: most facets look at one column, a person and what one may see at two. */
export type Facet = readonly Among[];

export class Bound {
  readonly values: unknown[] = [];
  bind(value: unknown): string {
    return `$${this.values.push(value)}`;
  }
}

/** The facets of a search, each of which an event has to meet; what the reader may see is one of them. */
export function facetsOf(search: AuditSearch, seen: Seen): Facet[] {
  const facets: Facet[] = [
    [{ column: "correlation_id", values: search.correlationId === null ? [] : [search.correlationId] }],
    [{ column: "target_id", values: search.targetId === null ? [] : [search.targetId] }],
    ...chosen(search),
  ];
  if (!seen.everything) facets.push(visible(seen));
  return facets.filter((facet) => facet.some(({ values }) => values.length > 0));
}

/** The facets that leave out. */
export function leftOut(search: AuditSearch): Facet[] {
  return chosen(search.not).filter((facet) => facet.some(({ values }) => values.length > 0));
}

function visible({ actorId, agentIds }: Seen): Facet {
  return [
    { column: "agent_id", values: agentIds },
    { column: "actor_id", values: [actorId] },
  ];
}

function chosen(facets: AuditSearch["not"]): Facet[] {
  return [
    [{ column: "agent_id", values: facets.agentId }],
    [{ column: "policy", values: facets.policy }],
    [{ column: "tool", values: facets.tool }],
    [
      { column: "actor_id", values: facets.personId },
      { column: "target_id", values: facets.personId },
    ],
    [{ column: "actor_id", values: facets.actorId }],
    [{ column: "type", values: typesOf(facets.kind) }],
    [{ column: "severity", values: facets.severity }],
    [{ column: "outcome", values: facets.outcome }],
  ];
}

/** A resource stands for its types. */
function typesOf(kinds: readonly string[]): string[] {
  const types = kinds.flatMap((kind) =>
    kind.includes(".") ? [kind] : EVENT_TYPES.filter((type) => type.startsWith(`${kind}.`)),
  );
  return [...new Set(types)];
}

/** SQL: the event meets the facet. */
export function meets(facet: Facet, bound: Bound): string {
  const any = facet
    .filter(({ values }) => values.length > 0)
    .map(({ column, values }) =>
      values.length === 1
        ? `e.${column} = ${bound.bind(values[0])}`
        : `e.${column} = any(${bound.bind(values)}::text[])`,
    );
  return any.length ? `(${any.join(" or ")})` : "false";
}

/** SQL: the event has none of the values; a column without a value has none. */
export function misses(facet: Facet, bound: Bound): string {
  return facet
    .filter(({ values }) => values.length > 0)
    .map(({ column, values }) => `(e.${column} is null or e.${column} <> all(${bound.bind(values)}::text[]))`)
    .join(" and ");
}

/** SQL: within this time. */
export function within({ from, until }: Window, bound: Bound, at = "e.at"): string[] {
  return [
    ...(from ? [`${at} >= ${bound.bind(from)}::timestamptz`] : []),
    ...(until ? [`${at} < ${bound.bind(until)}::timestamptz`] : []),
  ];
}

/** The time a search asks for. "to" is inclusive: a date without a time includes its whole day. */
export function boundsOf(search: Pick<AuditSearch, "from" | "to">): Window {
  const { from, to } = search;
  const last = to === null ? null : to.length === 10 ? Date.parse(`${to}T23:59:59.999Z`) : Date.parse(to);
  return { from: from === null ? null : new Date(from), until: last === null ? null : new Date(last + 1) };
}
