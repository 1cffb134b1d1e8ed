import type { Tier } from "@/lib/risk/terms";
import type { CampaignState, ItemDecision, ItemKind, ItemOutcome, ItemState, RemediationState } from "../terms";
import type { Ability, PersonRef } from "../views";

/** The last that campaigns said of one right. */
export interface CertificationView {
  kind: ItemKind;
  subjectId: string;
  /** keep | reduce | revoke | transfer | suspend | exception | none */
  outcome: ItemOutcome | "exception" | "none";
  /** When somebody last kept or narrowed it; null: never. */
  certifiedAt: Date | null;
  /** Who said so, as far as the latest campaign is the one that certified it. */
  by: PersonRef | null;
  at: Date;
  silences: number;
  campaign: { id: string; name: string };
  number: number;
  /** Whether the reader may open the campaign. */
  mayOpen: boolean;
}

/** One right of an agent as a campaign looked at it. */
export interface ReviewedItem {
  campaign: { id: string; name: string; state: CampaignState };
  number: number;
  kind: ItemKind;
  subjectId: string;
  /** The right, as short as it can be said. */
  right: string;
  tier: Tier;
  state: ItemState;
  decision: ItemOutcome | null;
  decidedAt: Date | null;
  launchedAt: Date | null;
  votes: { person: PersonRef; decision: ItemDecision; reason: string; text: string; at: Date; signed: boolean }[];
}

/** Everything that campaigns said of one agent (V1, C2): what stands certified, and every review, the latest campaign first. */
export interface AgentReviews {
  certifications: (CertificationView & { right: string })[];
  items: ReviewedItem[];
  /** More than are listed. */
  cut: boolean;
  /** Whether the reader may open the campaigns themselves. */
  mayOpen: boolean;
  /** Whether the reader may have people asked about something unusual; null: that is not theirs to do. */
  mayNote: Ability | null;
}

/** One wave of a remediation: what was planned together. */
export interface WaveView {
  wave: number;
  total: number;
  states: Partial<Record<RemediationState, number>>;
  /** When it is, or was, due. */
  applyAt: Date;
  /** Until when the last of it can be given back; null: nothing of it was applied. */
  undoUntil: Date | null;
}
