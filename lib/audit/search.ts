import { z } from "zod";
import { type EventTypeName, VOCABULARY } from "./vocabulary";

/** What a timeline shows and how it is asked for. Safe for the browser. */

export const SEVERITIES = ["info", "notice", "warning", "alert"] as const;
export const OUTCOMES = ["done", "refused", "failed"] as const;
export const EVENT_TYPES = Object.keys(VOCABULARY) as EventTypeName[];
/** The resources of the vocabulary: "agent" stands for every "agent.…". */
export const RESOURCES = [...new Set(EVENT_TYPES.map((type) => type.split(".")[0] as string))];

const id = z.string().regex(/^[a-z]{2,8}_?[0-9a-zA-Z_-]{0,60}$/);
const instant = z.iso.datetime({ offset: true }).or(z.iso.date());

/** Everything has a default: `{}` is the whole log, newest first. `kind` takes event types and resources. */
export const auditSearchSchema = z.strictObject({
  kind: z
    .array(z.enum([...EVENT_TYPES, ...RESOURCES]))
    .max(60)
    .default([]),
  severity: z.array(z.enum(SEVERITIES)).max(SEVERITIES.length).default([]),
  outcome: z.array(z.enum(OUTCOMES)).max(OUTCOMES.length).default([]),
  actorId: z.array(id).max(20).default([]),
  agentId: id.nullable().default(null),
  targetId: id.nullable().default(null),
  correlationId: id.nullable().default(null),
  /** Inclusive; a date means its first instant (from) or its last (to), UTC. */
  from: instant.nullable().default(null),
  to: instant.nullable().default(null),
  /** An event's id: what comes after it in the list (older), or before it (newer). */
  olderThan: id.nullable().default(null),
  newerThan: id.nullable().default(null),
  limit: z.number().int().min(1).max(200).default(50),
});
export type AuditSearchInput = z.input<typeof auditSearchSchema>;
export type AuditSearch = z.output<typeof auditSearchSchema>;

export interface Ref {
  kind: string;
  id: string;
  name: string;
}

/** A sentence in parts, so that a page can link what is named. */
export type SentencePart = { text: string } | { ref: Ref };

export interface EventView {
  id: string;
  /** ISO 8601, UTC. */
  at: string;
  type: EventTypeName;
  severity: (typeof SEVERITIES)[number];
  outcome: (typeof OUTCOMES)[number];
  actor: Ref;
  agent: Ref | null;
  target: Ref;
  correlationId: string;
  sentence: SentencePart[];
  /** Its number in the signed tree; null until the sequencer gave it one. */
  seq: number | null;
}

export interface EventPage {
  rows: EventView[];
  /** Cursors: ids for `olderThan` and `newerThan`, null where there is nothing further. */
  older: string | null;
  newer: string | null;
}

export interface EventFacet {
  value: string;
  label: string;
  count: number;
}

export interface EventFacets {
  /** Counted over the newest `window` events that match; `complete` when that was all of them. */
  window: number;
  complete: boolean;
  kinds: EventFacet[];
  severities: EventFacet[];
  actors: EventFacet[];
}

export interface EventDetail extends EventView {
  /** `beside`: a text that the leaf does not hold, only a commitment to it. */
  details: { field: string; value: string; beside: boolean }[];
  personal: { field: string; value: string }[];
  /** The canonical bytes of the leaf, as text, and their RFC 6962 leaf hash in hex. */
  leaf: string;
  leafHash: string;
}
