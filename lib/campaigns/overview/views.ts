import type { Tier } from "@/lib/risk/terms";
import type { ProgressStep } from "../progress/terms";
import type { SteerAct } from "../stages/rules";
import type { ItemKind, ItemOutcome, ItemState, Mark } from "../terms";
import type { Ability, CampaignRow, PersonRef, SeatView } from "../views";

/** One line of the table of a campaign's items. The right's words are of others: shown literally. */
export interface ItemRow {
  number: number;
  kind: ItemKind;
  agentId: string;
  agentName: string;
  tier: Tier;
  stage: number;
  seat: SeatView;
  state: ItemState;
  decision: ItemOutcome | null;
  marks: readonly Mark[];
  /** What is reviewed, in a few words: "payments/refund". */
  right: string;
}

export interface ItemPage {
  rows: ItemRow[];
  /** How many items match, from the counters. */
  total: number;
  /** Number after which the next page begins; null: this is the last. */
  next: number | null;
}

/** Long work of the worker on a campaign, as far as it is. */
export interface LongWork {
  step: ProgressStep;
  done: number;
  total: number;
  startedAt: Date;
  beatAt: Date;
  finishedAt: Date | null;
  error: string;
}

/** What came to be after the launch, and is therefore not asked about here. */
interface OutsideRow {
  kind: "agent" | "entitlement";
  id: string;
  agentId: string;
  agentName: string;
  tier: Tier | null;
  /** Of a grant: "payments/refund". */
  right: string | null;
  at: Date;
  /** The campaign that asks about it meanwhile; null: the next one will. */
  campaign: { id: string; name: string } | null;
}

export interface OutsideList {
  rows: OutsideRow[];
  /** More than are shown. */
  more: boolean;
}

/** One rung of the ladder that was climbed. */
export interface ReminderRow {
  person: PersonRef;
  stage: number;
  step: string;
  at: Date;
  open: number;
}

/** Which buttons are open to the reader, by the rules that are enforced. */
type SteerVerb = "edit" | SteerAct;
export type SteerAbilities = Record<SteerVerb, Ability>;

export interface PastPage {
  rows: CampaignRow[];
  /** Id after which the next page begins. */
  next: string | null;
}
