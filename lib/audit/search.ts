import { z } from "zod";
import { type EventTypeName, VOCABULARY } from "./vocabulary";

/** What a timeline shows and how it is asked for. Safe for the browser. */

export const SEVERITIES = ["info", "notice", "warning", "alert"] as const;
export const OUTCOMES = ["done", "refused", "failed"] as const;
export const EVENT_TYPES = Object.keys(VOCABULARY) as EventTypeName[];
/** The resources of the vocabulary: "agent" stands for every "agent.…". */
export const RESOURCES = [...new Set(EVENT_TYPES.map((type) => type.split(".")[0] as string))];

const id = z.string().regex(/^[a-z]{2,8}_?[0-9a-zA-Z_-]{0,60}$/);
/** The database cannot hold U+0000. */
const storable = (text: string) => !text.includes("\0");
/** Of ours an id; of reporters what they call a piece of work, a trace's number too, after their own id. */
const correlation = z.string().regex(/^[\w.:-]{1,128}$/);
const instant = z.iso.datetime({ offset: true }).or(z.iso.date());
const MOST_VALUES = 20;
const ids = z.array(id).max(MOST_VALUES);
const tool = z.string().min(1).max(300).refine(storable);

/** What an event is filtered by: any of the values of one facet, all of the facets. */
const facets = {
  /** Event types and resources. */
  kind: z
    .array(z.enum([...EVENT_TYPES, ...RESOURCES]))
    .max(60)
    .default([]),
  severity: z.array(z.enum(SEVERITIES)).max(SEVERITIES.length).default([]),
  outcome: z.array(z.enum(OUTCOMES)).max(OUTCOMES.length).default([]),
  actorId: ids.default([]),
  /** One id stands for a list of one. */
  agentId: ids.or(id.nullable().transform((one) => (one === null ? [] : [one]))).default([]),
  /** "server/tool", as events name it. */
  tool: z.array(tool).max(MOST_VALUES).default([]),
  policy: ids.default([]),
  /** A person as who did it, or as whom it was done to. */
  personId: ids.default([]),
};

/** Everything has a default: `{}` is the whole log, newest first. */
export const auditSearchSchema = z.strictObject({
  ...facets,
  /** Words and "phrases" that all have to occur; read by `termsOf` (search-language.ts). */
  text: z.string().max(200).refine(storable).default(""),
  /** What is left out: no event that has any of these values. */
  not: z.strictObject(facets).prefault({}),
  targetId: id.nullable().default(null),
  correlationId: correlation.nullable().default(null),
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
  /** "server/tool" of an event about a call. */
  tool: string | null;
  /** The policy it is about, or the first of those that decided. */
  policy: Ref | null;
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
  /** How many match in all. */
  total: EventCount;
  /** By type, most first. */
  kinds: EventFacet[];
  /** The same by resource, each with its types. */
  resources: (EventFacet & { kinds: EventFacet[] })[];
  severities: EventFacet[];
  outcomes: EventFacet[];
  /** The twenty that occur most, like `actors`, `tools` and `policies`. */
  agents: EventFacet[];
  actors: EventFacet[];
  tools: EventFacet[];
  policies: EventFacet[];
}

/** How many events match: exact, or "at least this many". */
export interface EventCount {
  count: number;
  exact: boolean;
}

/** What a part of a search that was written down means nothing for, and what to write instead. */
export interface SearchProblem {
  message: string;
  /** Where in the text, from the first character to after the last. */
  from: number;
  to: number;
}

const STAGES = ["request", "decision", "approval", "use", "outcome", "record"] as const;
export type Stage = (typeof STAGES)[number];

/** Events of a story that follow one another and belong to the same stage. */
export interface StoryStep {
  stage: Stage;
  /** Milliseconds since the story began. */
  after: number;
  events: EventView[];
}

/** One workflow as one story, oldest first. */
export interface Story {
  correlationId: string;
  /** One line: what it was, how it went. */
  summary: string;
  /** ISO 8601, of the events on this page. */
  from: string;
  to: string;
  durationMillis: number;
  /** Of the whole story; its newest part is on a later page when `next` is there. */
  total: EventCount;
  steps: StoryStep[];
  agents: Ref[];
  people: Ref[];
  /** The id of the last event here, for `after`; null at the end. */
  next: string | null;
}

export interface EventDetail extends EventView {
  /** `beside`: a text that the leaf does not hold, only a commitment to it. */
  details: { field: string; value: string; beside: boolean }[];
  personal: { field: string; value: string }[];
  /** The canonical bytes of the leaf, as text, and their RFC 6962 leaf hash in hex. */
  leaf: string;
  leafHash: string;
}
