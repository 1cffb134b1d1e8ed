import type { Capability, Effect } from "@/lib/risk/schema";
import type { Tier } from "../terms";
import type { ListedTool } from "./definition";
import { TOOL_STATE_LABELS, type ToolState } from "./terms";
import type { ToolWarning } from "./warnings";

/**
 * What can happen to a tool. A server lists it as it did last (`same`), as a person accepted it (`as_accepted`), otherwise
 * (`changed`) or no longer (`missing`); a person accepts or blocks it.
 */
export const TOOL_EVENTS = ["same", "as_accepted", "changed", "missing", "accept", "block"] as const;
export type ToolEvent = (typeof TOOL_EVENTS)[number];

/**
 * The states of a tool (V4); null is refused. Only a person, or the very definition that a person accepted, leads to
 * `accepted`; a block stands whatever the server lists, until a person accepts.
 */
export const TRANSITIONS: Record<ToolState, Record<ToolEvent, ToolState | null>> = {
  quarantined: {
    same: "quarantined",
    as_accepted: "accepted",
    changed: "quarantined",
    missing: "removed",
    accept: "accepted",
    block: "blocked",
  },
  accepted: {
    same: "accepted",
    as_accepted: "accepted",
    changed: "quarantined",
    missing: "removed",
    accept: null,
    block: "blocked",
  },
  blocked: {
    same: "blocked",
    as_accepted: "blocked",
    changed: "blocked",
    missing: "blocked",
    accept: "accepted",
    block: null,
  },
  removed: {
    same: "quarantined",
    as_accepted: "accepted",
    changed: "quarantined",
    missing: "removed",
    accept: null,
    block: null,
  },
};

/** What the rules look at. */
export interface ToolFacts {
  name: string;
  state: ToolState;
  hash: string;
  acceptedHash: string | null;
  correctedEffect: Effect | null;
  version: number;
}

/** How a listing that names the tool with this hash compares with what is known. Null: not in the listing. */
export function eventOf(known: Pick<ToolFacts, "hash" | "acceptedHash">, listedHash: string | null): ToolEvent {
  if (listedHash === null) return "missing";
  if (listedHash === known.acceptedHash) return "as_accepted";
  return listedHash === known.hash ? "same" : "changed";
}

export interface ListedAs<Known> {
  tool: Known;
  event: "as_accepted" | "changed" | "same" | "missing";
  state: ToolState;
  /** Null when missing. */
  listed: (ListedTool & { hash: string }) | null;
  /** A correction of a definition that nobody accepted is about what is no longer listed. */
  endsCorrection: boolean;
}

export interface ListingOutcome<Known> {
  added: (ListedTool & { hash: string })[];
  /** What is as it was but for having been seen again. */
  untouched: Known[];
  moved: ListedAs<Known>[];
}

/** What a listing of one server brings against what is known of that server. A listing that is not complete removes nothing. */
export function compareListing<Known extends ToolFacts>(
  known: readonly Known[],
  listed: readonly (ListedTool & { hash: string })[],
  complete: boolean,
): ListingOutcome<Known> {
  const byName = new Map(listed.map((tool) => [tool.name, tool]));
  const names = new Set(known.map(({ name }) => name));
  const outcome: ListingOutcome<Known> = {
    added: listed.filter(({ name }) => !names.has(name)),
    untouched: [],
    moved: [],
  };
  for (const tool of known) {
    const now = byName.get(tool.name) ?? null;
    if (!now && !complete) continue;
    const event = eventOf(tool, now?.hash ?? null) as ListedAs<Known>["event"];
    const state = TRANSITIONS[tool.state][event] ?? tool.state;
    if (state === tool.state && (!now || now.hash === tool.hash)) {
      if (now) outcome.untouched.push(tool);
      continue;
    }
    const endsCorrection = event === "changed" && tool.acceptedHash === null && tool.correctedEffect !== null;
    outcome.moved.push({ tool, event, state, listed: now, endsCorrection });
  }
  return outcome;
}

/** What the person looked at: the decision is about that and nothing newer. */
export interface SeenTool {
  version: number;
  hash: string;
}

export type ToolDecision =
  | { allowed: true }
  | { allowed: false; code: "conflict" | "unmet" | "forbidden"; reason: string };

const refuse = (code: "conflict" | "unmet", reason: string): ToolDecision => ({ allowed: false, code, reason });

/** Whether a person may accept or block the tool as they saw it (V4). `graveWarnings`: found in the definition that waits. */
export function decideTool(
  tool: ToolFacts,
  event: "accept" | "block",
  given: { seen: SeenTool; reason: string; warnings: readonly ToolWarning[] },
): ToolDecision {
  const now = TOOL_STATE_LABELS[tool.state].toLowerCase();
  if (tool.hash !== given.seen.hash) {
    return refuse("conflict", "Its server lists it otherwise since you looked: look at the new definition first.");
  }
  if (TRANSITIONS[tool.state][event] === null) {
    const why = tool.state === "removed" ? "its server no longer lists it" : `it is already ${now}`;
    return refuse("conflict", `This tool cannot be ${event === "accept" ? "accepted" : "blocked"}: ${why}.`);
  }
  if (tool.version !== given.seen.version) {
    return refuse("conflict", `Somebody decided about it since you looked: it is ${now}. Look again first.`);
  }
  if (event === "accept" && given.warnings.some(({ grave }) => grave) && given.reason === "") {
    return refuse("unmet", "Its definition carries warnings: say why it is accepted all the same.");
  }
  return { allowed: true };
}

/** Whether a person's word on what the tool can do lives on when the listed definition is accepted. */
export function keepsCorrection(
  tool: Pick<ToolFacts, "hash" | "acceptedHash" | "correctedEffect">,
  keep: boolean,
): boolean {
  if (tool.correctedEffect === null) return false;
  return keep || tool.acceptedHash === null || tool.acceptedHash === tool.hash;
}

/**
 * Whether a person may say what the tool can do. Not while a changed definition waits beside the accepted one: nobody could
 * tell which of the two the word is about.
 */
export function decideCorrection(tool: ToolFacts, seen: SeenTool): ToolDecision {
  if (tool.hash !== seen.hash || tool.version !== seen.version) {
    return refuse("conflict", "The tool changed since you looked: look again first.");
  }
  if (tool.state === "blocked" || tool.state === "removed") {
    return refuse(
      "conflict",
      `What it can do is not counted while it is ${TOOL_STATE_LABELS[tool.state].toLowerCase()}.`,
    );
  }
  if (tool.state === "quarantined" && tool.acceptedHash !== null) {
    return refuse("conflict", "A changed definition waits: accept or block it first.");
  }
  return { allowed: true };
}

/** What a tool can do, as it counts: the corrected word, else the definition in force. */
interface Power {
  effect: Effect;
  capabilities: readonly Capability[];
}

export interface RatedTool extends Power {
  tier: Tier;
  because: readonly string[];
}
