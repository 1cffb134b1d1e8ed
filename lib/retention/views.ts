import type { ErasureState, HoldKind, HoldState, RetentionClass } from "./terms";

/** What may be done by whoever reads it: null, or why not. Computed by the rules the verbs follow. */
export type Ability = string | null;

export interface NamedPerson {
  id: string;
  name: string;
}

export interface RetentionView {
  class: RetentionClass;
  months: number;
  /** Asked for, and waiting for a second person. */
  asked: number | null;
  askedBy: NamedPerson | null;
  setBy: NamedPerson | null;
  setAt: string;
  /** What is older was let go. */
  letGo: string | null;
  version: number;
  /** Fields that stand beside leaves, and the oldest of them. */
  fields: number;
  oldest: string | null;
  abilities: { set: Ability; confirm: Ability; refuse: Ability };
}

export interface LogSizes {
  /** Numbered events of all epochs that are kept, and those let go. */
  leaves: number;
  letGo: number;
  oldest: string | null;
  eventBytes: number;
  besideBytes: number;
  tileBytes: number;
}

export interface HoldScope {
  kind: HoldKind;
  id?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
}

export interface HoldView {
  id: string;
  title: string;
  reason: string;
  scope: HoldScope;
  /** Of the agent or person it is about. */
  subject: string | null;
  state: HoldState;
  askedBy: NamedPerson;
  askedAt: string;
  confirmedBy: NamedPerson | null;
  confirmedAt: string | null;
  liftReason: string;
  liftAskedBy: NamedPerson | null;
  liftAskedAt: string | null;
  liftedBy: NamedPerson | null;
  liftedAt: string | null;
  version: number;
  abilities: { confirm: Ability; refuse: Ability; askLift: Ability; confirmLift: Ability; refuseLift: Ability };
}

/** How many events a scope covers, counted up to a bound. */
export interface Covered {
  events: number;
  exact: boolean;
}

export interface ErasureView {
  id: string;
  person: NamedPerson;
  reason: string;
  state: ErasureState;
  askedBy: NamedPerson;
  askedAt: string;
  confirmedBy: NamedPerson | null;
  doneAt: string | null;
  fields: number;
  version: number;
  abilities: { confirm: Ability; refuse: Ability };
}

/** What is known of a person, and what stands in the way of erasing it. */
export interface ErasurePreview {
  person: NamedPerson & { email: string };
  /** Fields in the log that their key opens, and those that stand readable. */
  sealed: number;
  readable: number;
  /** Rows about them elsewhere, by what they are. */
  rows: { what: string; count: number }[];
  bars: string[];
  /** Events in whose free texts their name or address stands: erasure does not change these. */
  mentions: Mention[];
}

export interface Mention {
  /** The search that finds them in the timeline. */
  text: string;
  events: number;
  exact: boolean;
}
