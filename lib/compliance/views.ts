import type { ControlState, Phase, Proof, StepState } from "./terms";

/** What the pages of compliance show. Instants are ISO 8601. */

export type Ability = { allowed: true } | { allowed: false; reason: string };
export interface PersonRef {
  id: string;
  name: string;
  active: boolean;
}

/** What a query answered at a moment. `found` rows speak against it, of `of` that were looked at. */
export interface AnswerView {
  query: string;
  title: string;
  proves: Proof;
  state: ControlState;
  found: number;
  of: number;
  /** "3 of 62 agents have no active owner." */
  sentence: string;
  /** From which number on it is met, and from which it is a gap, in words. */
  threshold: string;
  /** The rows that speak against it. */
  href: string;
  at: string;
}

export interface ControlRow {
  /** "soc2/CC6.1" */
  id: string;
  reference: string;
  title: string;
  href: string;
  /** As it was checked last; null: never yet. */
  state: ControlState | null;
  /** Since when it is in this state. */
  since: string | null;
  checkedAt: string | null;
  applies: boolean;
  owner: PersonRef | null;
  /** How many of its queries answered which state. */
  answers: Record<ControlState, number>;
}

export interface FrameworkRow {
  id: string;
  name: string;
  edition: string;
  publisher: string;
  href: string;
  controls: number;
  /** How many controls that apply are in which state; those never checked count as not measured. */
  states: Record<ControlState, number>;
  notApplicable: number;
  /** Applying controls that nobody answers for. */
  unowned: number;
}

/** A control whose state is worse than it was seven days ago. */
export interface Worsened {
  id: string;
  framework: string;
  reference: string;
  title: string;
  href: string;
  before: ControlState;
  state: ControlState;
  at: string;
}

export interface FrameworksView {
  frameworks: FrameworkRow[];
  worsened: Worsened[];
  checkedAt: string | null;
  check: Ability;
}

export interface FrameworkView extends FrameworkRow {
  about: string;
  source: string;
  rows: ControlRow[];
  owners: PersonRef[];
}

/** One stretch of time in which a control was in one state. */
export interface Stretch {
  state: ControlState;
  from: string;
  /** null: it still is. */
  until: string | null;
  days: number;
}

export interface ControlView extends ControlRow {
  framework: { id: string; name: string; edition: string; href: string; source: string };
  /** In our words, not in theirs. */
  asks: string;
  notCovered: string;
  note: string;
  version: number;
  /** Asked now, not remembered. */
  live: { state: ControlState; answers: AnswerView[]; at: string };
  history: Stretch[];
  /** The page that asks for an export with this control's events filled in; null: the caller may not export. */
  takeHome: string | null;
  /** The same events on the timeline. */
  timeline: string;
  assign: Ability;
  scope: Ability;
  /** Who can be made to answer for it. */
  people: PersonRef[];
}

/** A row that speaks against a query. */
export interface FoundRow {
  kind: string;
  id: string;
  name: string;
  note: string;
  at: string | null;
  href: string | null;
}

export interface QueryView extends Omit<AnswerView, "proves"> {
  asks: string;
  rows: FoundRow[];
  /** Where rows like these are dealt with. */
  place: { label: string; href: string } | null;
  /** Controls of the catalogue that rest on it. */
  controls: { id: string; reference: string; framework: string; href: string; proves: Proof }[];
}

export interface StepView {
  id: string;
  phase: Phase;
  title: string;
  why: string;
  href: string;
  place: string;
  state: StepState;
  /** What was seen, or what is missing: "3 of 5 offers are accepted." */
  seen: string;
  doneAt: string | null;
  dueAt: string | null;
  /** Until `dueAt`, whole days; negative: late. */
  daysLeft: number | null;
  reason: string;
  asideBy: PersonRef | null;
}

export interface GuideView {
  begunAt: string | null;
  /** When this console recorded its first event: the beginning that is suggested. */
  suggested: string;
  /** Of the whole. */
  day: number | null;
  steps: StepView[];
  done: number;
  manage: Ability;
}
