import { type EventType, VOCABULARY } from "../vocabulary";

/**
 * "type.field" of every text that may be searched for: what stands beside the leaf of such an event and is not personal.
 * A query that gathers words takes them from audit_personal rows of these fields that are under no person's key.
 */
export const SEARCHABLE_TEXTS: readonly string[] = Object.entries(VOCABULARY as Record<string, EventType>).flatMap(
  ([name, type]) => type.texts.map((field) => `${name}.${field}`),
);

/**
 * SQL: the words of the event `e` (columns type, severity, outcome, actor_id, agent_id, target_id, tool, policy, details, at, id).
 * @param texts the parameter that holds SEARCHABLE_TEXTS
 */
export const wordsOf = (
  texts: string,
) => `audit_words(e.type, e.severity, e.outcome, e.actor_id, e.agent_id, e.target_id, e.tool,
  e.policy, e.details, (select string_agg(p.value, ' ' order by p.field) from audit_personal p where p.at = e.at and p.event_id = e.id
    and p.person_id is null and (e.type || '.' || p.field) = any(${texts}::text[])))`;
