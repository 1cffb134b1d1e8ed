import type { MovedGrant } from "@/lib/entitlements";
import type { Tier } from "@/lib/risk/terms";
import type { CampaignRecord } from "../../store";
import type { ItemKind, Rights } from "../../terms";
import type { ProbeCall } from "../proving/probes-for";
import type { NewTask } from "../store";
import type { RemediationAction } from "../views";

/** An item that is due to be carried out. */
export interface Due {
  number: number;
  kind: ItemKind;
  action: RemediationAction;
  subjectId: string;
  agentId: string;
  agentName: string | null;
  ownerId: string | null;
  tier: Tier;
  change: unknown;
  rights: Rights;
  attempts: number;
}

/** What was done for one item, so that it can be given back. Everything absent was not touched. */
export interface Effect {
  /** Grants that were ended or suspended by this. */
  grants?: MovedGrant[];
  /** Narrower grants in the place of the first. */
  parts?: string[];
  /** Suspended by this, at that instant (ISO 8601). */
  agents?: string[];
  at?: string;
  instances?: { id: string; version: number }[];
  credentials?: string[];
  owner?: { id: string; version: number; formerId: string | null };
  tools?: { id: string; version: number; former: "quarantined" | "accepted" }[];
  offeredTo?: string;
}

/** A probe as it is kept: the call, and what was answered before and after. */
export interface KeptProbe extends ProbeCall {
  before: string;
  beforeReason: string;
  after: string | null;
  afterReason: string | null;
  /** Grants that let it through all the same. */
  through: string[];
}

/** What became of one item in a batch. */
export interface Carried {
  effect: Effect;
  /** Why it could not be carried out; null: it was. */
  refusal: string | null;
  tasks?: NewTask[];
}

export interface Batch {
  campaign: CampaignRecord;
  items: readonly Due[];
  /** Stands on what is changed, and in its events. */
  reason: string;
}

export type Outcomes = Map<number, Carried>;
