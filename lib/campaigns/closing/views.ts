/** What pages get of the close of a campaign: plain values, prepared on the server. Instants are Dates. */
import type { Tier } from "@/lib/risk/terms";
import type { CampaignState, ItemKind, ItemOutcome, ItemState, RemediationState, TaskKind } from "../terms";
import type { Ability, PersonRef } from "../views";

/** What is done with an item that is not kept. */
export type RemediationAction = Exclude<ItemOutcome, "keep">;

/** How the right was used when the close was looked at. */
export type UseBand = "never" | "over_90_days" | "within_90_days" | "within_30_days" | "not_measured";

export interface EffectCell {
  action: RemediationAction;
  kind: ItemKind;
  tier: Tier;
  items: number;
}

export interface WavePreview {
  /** 0 unused, 1 used by tier low and moderate, 2 used by tier high and critical, and credentials. */
  wave: number;
  label: string;
  /** After the confirmation. */
  afterHours: number;
  items: number;
  /** Credentials among them: what is revoked there cannot be given back. */
  irreversible: number;
}

/** A grant that was used in the last 30 days and ends: what would stop working. */
export interface BreakingGrant {
  number: number;
  entitlementId: string;
  agentId: string;
  agentName: string;
  tier: Tier;
  server: string;
  tool: string | null;
  action: RemediationAction;
  useCount: number;
  lastUsedAt: Date;
}

/** An agent that would be left without any grant, or be suspended. */
export interface StrandedAgent {
  agentId: string;
  agentName: string;
  tier: Tier;
  why: "last_grant" | "suspended" | "queued";
}

/** What the close would do (C6): nothing is written for it. */
export interface ClosePreview {
  campaignId: string;
  campaignName: string;
  state: CampaignState;
  version: number;
  /** SHA-256, hex, of the effects: what is asked for and confirmed. */
  digest: string;
  items: number;
  kept: number;
  effects: EffectCell[];
  /** Items with an effect, and those that take something away (revoke or suspend). */
  remediations: number;
  revocations: number;
  /** Percent of all items that lose something, one decimal. */
  share: number;
  agents: number;
  use: Record<UseBand, number>;
  waves: WavePreview[];
  undoHours: number;
  /** The most used first, at most 50, and how many there are. */
  breaking: BreakingGrant[];
  breakingTotal: number;
  stranded: StrandedAgent[];
  strandedTotal: number;
  /** Credentials: cannot be given back once applied. */
  irreversible: number;
  /** Changed since it was reviewed: widened ones are asked again, gone ones are void. */
  drifted: { widened: number; narrowed: number; gone: number };
  /** Left without an answer: conflicts, nobody to ask, changed, paused. They keep the campaign from closing without exceptions. */
  unsettled: number;
  needsSecondPerson: boolean;
  /** Why a second person is needed, or why not. */
  secondPerson: string;
  /** Who asked for the close, while it waits for the second person. */
  asked: { by: PersonRef | null; at: Date; digest: string; stale: boolean } | null;
  abilities: Record<"ask" | "confirm" | "withdraw", Ability>;
}

/** What the decision point answered to a call that the right allowed, before and after. */
export interface ProbeView {
  /** server/tool, or what was checked instead. */
  what: string;
  /** The instant the call was judged at. */
  at: Date;
  before: string;
  after: string | null;
  reason: string;
  /** Grants that let it through all the same. */
  through: string[];
}

export interface RemediationLine {
  campaignId: string;
  number: number;
  kind: ItemKind;
  tier: Tier;
  agentId: string;
  agentName: string;
  /** The right in plain words. */
  sentence: string;
  action: RemediationAction;
  wave: number;
  state: RemediationState;
  itemState: ItemState;
  applyAt: Date;
  appliedAt: Date | null;
  undoUntil: Date | null;
  verifiedAt: Date | null;
  probes: ProbeView[];
  error: string;
  attempts: number;
  undone: { at: Date; by: PersonRef | null; reason: string } | null;
  exception: { reason: string; controls: string; until: Date } | null;
  version: number;
  abilities: Record<"undo" | "withdraw", Ability>;
}

export interface RemediationPage {
  lines: RemediationLine[];
  /** Number after which the next page begins; null: this was the last. */
  next: number | null;
  counts: { wave: number; state: RemediationState; items: number }[];
}

export interface TaskLine {
  id: string;
  campaignId: string;
  campaignName: string;
  number: number | null;
  kind: TaskKind;
  /** What has to be done, in plain words. */
  sentence: string;
  agentId: string | null;
  agentName: string | null;
  tier: Tier | null;
  owner: PersonRef | null;
  dueAt: Date;
  state: "open" | "done" | "dropped";
  createdAt: Date;
  doneAt: Date | null;
  doneBy: PersonRef | null;
  note: string;
  /** Settling needs a decision on the item (conflict, nobody to ask). */
  needsDecision: boolean;
  /** Settling may name another reviewer instead. */
  mayName: boolean;
  version: number;
  settle: Ability;
}

/** What keeps a campaign from being closed without exceptions. */
export interface ExceptionNeed {
  number: number;
  kind: ItemKind;
  tier: Tier;
  agentId: string;
  agentName: string;
  sentence: string;
  why: string;
  signed: { reason: string; controls: string; until: Date; by: PersonRef | null; at: Date } | null;
}

export interface FinishView {
  campaignId: string;
  state: CampaignState;
  version: number;
  needs: ExceptionNeed[];
  needsTotal: number;
  /** Remediations that are still under way. */
  running: number;
  abilities: Record<"sign" | "finish", Ability>;
}
