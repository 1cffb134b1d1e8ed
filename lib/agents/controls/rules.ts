import type { AgentFacts } from "../rules";
import type { Gate, PrivilegeClass, Signature, Source, Tier } from "../schema";
import { PRIVILEGE_LABELS, TIER_LABELS, TIERS } from "../terms";
import {
  CONTROL_IDS,
  CONTROLS,
  type ControlId,
  type ControlTally,
  type ControlView,
  REVIEW_DAYS,
  WAIVER_DAYS_MAX,
} from "./terms";

const DAY_MS = 86_400_000;
const PURPOSE_MIN = 20;
const AUTHORITY_MIN = 10;

/** A row of the register of suppliers that bears the provider's name. `contractEnd` is a day, "2027-03-31". */
export interface KnownSupplier {
  name: string;
  contractRef: string;
  contractEnd: string | null;
  trusted: boolean;
}

/** What the controls are measured by. */
export interface ControlFacts
  extends Pick<
    AgentFacts,
    | "owner"
    | "deputy"
    | "sponsor"
    | "purpose"
    | "authority"
    | "undecidedTools"
    | "provider"
    | "promptHash"
    | "imageDigest"
    | "autonomy"
    | "exposure"
  > {
  /** Stated privilege classes that nobody could review. */
  unreviewed: readonly PrivilegeClass[];
  source: Source;
  signature: Signature;
  suppliers: readonly KnownSupplier[];
  reviewedAt: Date | null;
}

/** A waiver that nobody has ended. Whether its time is over is read from `until`, without waiting for a job. */
export interface OpenWaiver {
  id: string;
  control: ControlId;
  until: Date;
  by: { id: string; name: string };
  reason: string;
}

/** The controls that are asked of an agent of this tier. */
export function asked(tier: Tier, exposure: AgentFacts["exposure"]): ControlId[] {
  return CONTROL_IDS.filter((id) => {
    const { from, fromWhenExposed } = CONTROLS[id];
    const least = fromWhenExposed && exposure !== null && exposure !== "internal" ? fromWhenExposed : from;
    return TIERS.indexOf(tier) >= TIERS.indexOf(least);
  });
}

/**
 * Every control of the tier with its state at `now` (K3). A waiver counts until its time is over, as long as whoever gave it
 * does not answer for the agent, and never for a firm control at tier critical. A met control needs none and shows none.
 */
export function controlsFor(facts: ControlFacts, tier: Tier, waivers: readonly OpenWaiver[], now: Date): ControlView[] {
  return asked(tier, facts.exposure).map((id) => {
    const { label, asks } = CONTROLS[id];
    const how = MEASURES[id](facts, { tier, now }) ?? "";
    const waiver = how === "" ? undefined : waivers.find((one) => one.control === id && counts(one, facts, tier, now));
    return {
      id,
      label,
      why: asks,
      state: how === "" ? "met" : waiver ? "waived" : "missing",
      how,
      waivedUntil: waiver?.until.toISOString() ?? null,
      waivedBy: waiver?.by ?? null,
      waivedFor: waiver?.reason ?? null,
      waiverId: waiver?.id ?? null,
    };
  });
}

function counts(waiver: OpenWaiver, facts: ControlFacts, tier: Tier, now: Date): boolean {
  return waiver.until > now && !isFirm(waiver.control, tier) && !answersFor(facts, waiver.by.id);
}

function isFirm(control: ControlId, tier: Tier): boolean {
  return tier === "critical" && CONTROLS[control].firm === true;
}

function answersFor({ owner, deputy, sponsor }: Pick<AgentFacts, "owner" | "deputy" | "sponsor">, id: string): boolean {
  return [owner, deputy, sponsor].some((person) => person?.id === id);
}

interface At {
  tier: Tier;
  now: Date;
}

/** What is missing and how to mend it; null where the control is met. */
const MEASURES: Record<ControlId, (facts: ControlFacts, at: At) => string | null> = {
  accountable: ({ owner, sponsor }) => {
    if (owner?.active && sponsor?.active) return null;
    if (!owner?.active && !sponsor?.active) return "Name an active owner and an active sponsor.";
    return owner?.active ? "Name an active sponsor." : "Name an active owner.";
  },
  two_people: ({ owner, deputy, sponsor }) => {
    const active = [owner, deputy, sponsor].flatMap((person) => (person?.active ? [person.id] : []));
    return new Set(active).size >= 2 ? null : "Name a second active person as deputy or sponsor.";
  },
  deputy: ({ owner, deputy }) => {
    if (!deputy) return "Name a deputy.";
    if (!deputy.active) return "The deputy has left: name another active person.";
    return deputy.id === owner?.id ? "The deputy is the owner: name somebody else." : null;
  },
  purpose: ({ purpose }) =>
    purpose.trim().length >= PURPOSE_MIN
      ? null
      : `Describe in at least ${PURPOSE_MIN} characters what the agent is for.`,
  authority: ({ authority }) =>
    authority.trim().length >= AUTHORITY_MIN
      ? null
      : "State under whose mandate it acts: the resolution, policy or contract.",
  tools: ({ undecidedTools }) => {
    if (undecidedTools === 0) return null;
    return undecidedTools === 1
      ? "Accept or block the tool that waits in quarantine."
      : `Accept or block the ${undecidedTools} tools that wait in quarantine.`;
  },
  reviewers: ({ unreviewed }) => {
    const names = unreviewed.map((privilege) => PRIVILEGE_LABELS[privilege].toLowerCase()).join(", ");
    return unreviewed.length ? `Ask compliance for a reviewer group with an active member for ${names}.` : null;
  },
  supplier: lackOfContract,
  provenance: ({ source, signature, suppliers }) =>
    source === "manual" || signature === "verified" || suppliers.some((supplier) => supplier.trusted)
      ? null
      : "Import it again from a signed document, or have its supplier marked as trusted.",
  deployment: ({ promptHash, imageDigest }) => {
    const lacking = [promptHash ? "" : "prompt hash", imageDigest ? "" : "image digest"].filter(Boolean);
    return lacking.length
      ? `Record the deployment: its ${lacking.join(" and ")} ${lacking.length > 1 ? "are" : "is"} not stated.`
      : null;
  },
  oversight: ({ autonomy }) => {
    if (autonomy === null) return "State whether the agent acts alone.";
    return autonomy === "acts_alone" ? "Let it act after approval, or only suggest." : null;
  },
  review: ({ reviewedAt }, { tier, now }) => {
    if (!reviewedAt) return "Confirm that the record is right: nobody has done so yet.";
    if (!isStale(tier, reviewedAt, now)) return null;
    return `Confirm that the record is right: the last time is more than ${REVIEW_DAYS[tier]} days ago.`;
  },
};

function lackOfContract({ provider, suppliers }: ControlFacts, { now }: At): string | null {
  if (provider === "") return "Name the provider.";
  if (!suppliers.length) return "Add its provider to the register of suppliers, with the contract.";
  const contracted = suppliers.filter((supplier) => supplier.contractRef !== "");
  if (!contracted.length) return "State the contract with its provider in the register of suppliers.";
  const today = now.toISOString().slice(0, 10);
  const running = contracted.some(({ contractEnd }) => contractEnd === null || contractEnd >= today);
  return running
    ? null
    : "The contract with its provider has ended: state the present one in the register of suppliers.";
}

/** When the record must be confirmed again; null when nobody ever confirmed it, which is due at once. */
export function dueAt(tier: Tier, reviewedAt: Date | null): Date | null {
  return reviewedAt && new Date(reviewedAt.getTime() + REVIEW_DAYS[tier] * DAY_MS);
}

/** Whether the record is past its date (O4). One without a tier yet is held to the strictest. */
export function isStale(tier: Tier | null, reviewedAt: Date | null, now: Date): boolean {
  const due = dueAt(tier ?? "critical", reviewedAt);
  return due === null || due <= now;
}

export function tallyOf(controls: readonly ControlView[]): ControlTally {
  const count = (state: ControlView["state"]) => controls.filter((control) => control.state === state).length;
  return { total: controls.length, met: count("met"), waived: count("waived"), missing: count("missing") };
}

/** The condition that controls put on activating and resuming: each is met or waived. Registration does not ask it. */
export function controlsGate(controls: readonly ControlView[]): Gate {
  const missing = controls.filter((control) => control.state === "missing");
  const names = missing.map((control) => control.label.toLowerCase()).join(", ");
  const how = `Controls of its tier are missing: ${names}. The tab Controls says how to meet each.`;
  return { id: "controls", label: "Controls of its tier", met: missing.length === 0, how };
}

const refuse = (code: "conflict" | "forbidden", reason: string) => ({ allowed: false, code, reason }) as const;

export type WaiverDecision = { allowed: true } | { allowed: false; code: "conflict" | "forbidden"; reason: string };

/** Whether `actorId` may let this control go now. Permission by role is asked before; the date by `decideUntil`. */
export function decideWaiver(
  agent: Pick<AgentFacts, "status" | "tier" | "owner" | "deputy" | "sponsor">,
  control: { id: ControlId; found: ControlView | undefined },
  actorId: string,
): WaiverDecision {
  if (agent.status === "decommissioned") {
    return refuse("conflict", "A decommissioned agent is kept as it was: nothing about it changes.");
  }
  if (agent.status === "draft")
    return refuse("conflict", "Its tier is settled at registration: register the draft first.");
  if (answersFor(agent, actorId)) {
    return refuse("forbidden", "Who answers for an agent cannot let its controls go: ask somebody else in compliance.");
  }
  if (!control.found || !agent.tier) {
    const label = CONTROLS[control.id].label.toLowerCase();
    return refuse("conflict", `The control “${label}” is not asked of this agent.`);
  }
  if (isFirm(control.id, agent.tier)) {
    return refuse(
      "conflict",
      `For an agent of tier ${TIER_LABELS[agent.tier].toLowerCase()} this control cannot be waived.`,
    );
  }
  if (control.found.state === "met") return refuse("conflict", "The control is met: there is nothing to waive.");
  if (control.found.state === "waived") return refuse("conflict", "It is waived already: end that waiver first.");
  return { allowed: true };
}

/** Whether the record can be confirmed at all: a draft is confirmed by registering it, and what is decommissioned is history. */
export function decideConfirmation(status: AgentFacts["status"]): WaiverDecision {
  if (status === "draft") return refuse("conflict", "Registering the draft confirms its record.");
  return status === "decommissioned"
    ? refuse("conflict", "A decommissioned agent is kept as it was: nothing about it changes.")
    : { allowed: true };
}

/** The first and the last day that a waiver given now may be given until. */
export function waiverTerm(now: Date): { from: string; to: string } {
  const day = (ahead: number) => new Date(now.getTime() + ahead * DAY_MS).toISOString().slice(0, 10);
  return { from: day(1), to: day(WAIVER_DAYS_MAX) };
}

export type UntilDecision = { allowed: true; until: Date } | { allowed: false; code: "invalid"; reason: string };

/** The instant a waiver ends when it is given until `day` ("2027-03-31"): the end of that day in UTC, at most 90 days ahead. */
export function decideUntil(day: string, now: Date): UntilDecision {
  const days = (Date.parse(day) - Date.parse(now.toISOString().slice(0, 10))) / DAY_MS;
  const wrong = (reason: string): UntilDecision => ({ allowed: false, code: "invalid", reason });
  if (!Number.isInteger(days) || days < 1) return wrong("Choose a day after today.");
  if (days > WAIVER_DAYS_MAX) return wrong(`A waiver lasts at most ${WAIVER_DAYS_MAX} days: choose an earlier day.`);
  return { allowed: true, until: new Date(Date.parse(day) + DAY_MS) };
}
