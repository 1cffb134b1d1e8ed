import type { Tier } from "@/lib/risk/terms";

/** The controls that a tier asks for (K3), in words. How each is measured stands beside it, so that a stranger can check it. */

export const CONTROL_IDS = [
  "accountable",
  "two_people",
  "deputy",
  "purpose",
  "authority",
  "tools",
  "reviewers",
  "supplier",
  "provenance",
  "deployment",
  "oversight",
  "review",
] as const;
export type ControlId = (typeof CONTROL_IDS)[number];

export interface Control {
  label: string;
  /** What it asks for, in one sentence. */
  asks: string;
  /** Asked of this tier and every one above it. */
  from: Tier;
  /** Asked already from this tier on, of agents that partners or the public can reach. */
  fromWhenExposed?: Tier;
  /** The fact that it is measured by. */
  measured: string;
  /** Nobody can let it go for an agent of tier critical. */
  firm?: true;
}

export const CONTROLS: Record<ControlId, Control> = {
  accountable: {
    label: "Accountable owner and sponsor",
    asks: "An active person can change and stop the agent, and an active person wanted it and answers for its results.",
    from: "low",
    measured: "Owner and sponsor are named and both are active.",
    firm: true,
  },
  two_people: {
    label: "Two accountable people",
    asks: "Nobody answers alone for an agent of this tier.",
    from: "high",
    measured: "Owner, deputy and sponsor are at least two different active people.",
    firm: true,
  },
  deputy: {
    label: "Deputy named",
    asks: "Somebody else can stop the agent at once when its owner is away.",
    from: "critical",
    measured: "A deputy is named, is active, and is not the owner.",
  },
  purpose: {
    label: "Purpose documented",
    asks: "Anybody can read what the agent is for, and what it is not for.",
    from: "moderate",
    measured: "The purpose has at least 20 characters.",
  },
  authority: {
    label: "Authority documented",
    asks: "The mandate under which the agent acts is written down.",
    from: "high",
    fromWhenExposed: "moderate",
    measured:
      "The authority is stated in at least 10 characters; also from moderate on where partners or the public reach it.",
  },
  tools: {
    label: "Tools looked at",
    asks: "A person has accepted or blocked everything that the agent could call.",
    from: "low",
    measured: "No tool waits in quarantine.",
  },
  reviewers: {
    label: "Reviewers for its privileges",
    asks: "Somebody is there to approve each kind of privileged action.",
    from: "low",
    measured: "Each stated privilege has a reviewer group with an active member.",
  },
  supplier: {
    label: "Supplier under contract",
    asks: "The provider is a supplier that the organisation knows and has a contract with.",
    from: "high",
    measured: "The provider is in the register of suppliers, with a contract that has not ended.",
  },
  provenance: {
    label: "Known origin",
    asks: "What was imported comes from whom it claims to come from.",
    from: "high",
    measured: "Registered by hand, or imported with a verified signature, or from a supplier marked as trusted.",
  },
  deployment: {
    label: "Deployment identified",
    asks: "It can be shown which instructions and which image are running.",
    from: "high",
    measured: "Prompt hash and image digest are stated.",
  },
  oversight: {
    label: "A person decides",
    asks: "The agent does not act alone where the harm would be greatest.",
    from: "critical",
    measured: "Its autonomy is not “acts alone”.",
  },
  review: {
    label: "Record confirmed",
    asks: "Somebody who answers for the agent has lately confirmed that its record is right.",
    from: "low",
    measured:
      "Confirmed within the interval of the tier: 365 days for low, 180 for moderate, 90 for high, 30 for critical.",
  },
};

/** How many days a confirmation of the record holds (K3, O4). A record past this is stale. */
export const REVIEW_DAYS: Record<Tier, number> = { low: 365, moderate: 180, high: 90, critical: 30 };

/** How long a waiver may last at most. */
export const WAIVER_DAYS_MAX = 90;

export const CONTROL_STATES = ["missing", "waived", "met"] as const;
export type ControlState = (typeof CONTROL_STATES)[number];
export const CONTROL_STATE_LABELS: Record<ControlState, string> = { missing: "Missing", waived: "Waived", met: "Met" };

/** One control of the tier that stands: `how` says how to mend it where it is not met, and is empty where it is. */
export interface ControlView {
  id: ControlId;
  label: string;
  why: string;
  state: ControlState;
  how: string;
  /** ISO 8601; null unless a waiver counts now. */
  waivedUntil: string | null;
  waivedBy: { id: string; name: string } | null;
  waivedFor: string | null;
  waiverId: string | null;
}

/** How many controls are met, waived and missing. */
export interface ControlTally {
  total: number;
  met: number;
  waived: number;
  missing: number;
}

/** A waiver as it stands in the history; `endedAt` without `endedBy`: its time ran out. */
export interface WaiverView {
  id: string;
  control: ControlId;
  reason: string;
  waivedAt: string;
  waivedBy: { id: string; name: string };
  until: string;
  endedAt: string | null;
  endedBy: { id: string; name: string } | null;
}

type Allowed = { allowed: true } | { allowed: false; reason: string };

/** The checklist of one agent, with what the caller may do about it. */
export interface ControlsDetail {
  controls: (ControlView & { waive: Allowed; end: Allowed })[];
  tally: ControlTally;
  /** The days that a waiver given now may be given until: "2026-12-20". */
  term: { from: string; to: string };
  history: WaiverView[];
  review: {
    at: string | null;
    by: { id: string; name: string } | null;
    dueAt: string | null;
    stale: boolean;
    confirm: Allowed;
  };
}
