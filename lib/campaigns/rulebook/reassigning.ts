import { ASKING_STATES, LIMITS } from "../terms";
import { BAR_SENTENCES, type BarFacts, barOf, dutyBar } from "./bars";

/** Why it cannot be done, as an error code and a sentence. */
export interface Refusal {
  code: "forbidden" | "conflict" | "unmet" | "invalid";
  reason: string;
}

const refuse = (code: Refusal["code"], reason: string): Refusal => ({ code, reason });

export interface Reassigning {
  facts: BarFacts;
  hops: number;
  /** Who is asked now: a person's id, or a group. */
  seat: string;
  fromPersonId: string;
  /** Who steers the campaign may hand on what others are asked about. */
  steers: boolean;
  to: { id: string; active: boolean };
}

/**
 * Whether an item may be handed to somebody else (C3): open ones only, twice at most, to somebody else who is active and whom separation
 * of duties lets in. Null: it may.
 */
export function reassignRefusal({ facts, hops, seat, fromPersonId, steers, to }: Reassigning): Refusal | null {
  const bar = barOf(facts, fromPersonId);
  // Whom separation of duties keeps out has every reason to hand it on.
  const own = bar === null || ["owner", "former_owner", "creator", "grant_approver", "paused"].includes(bar);
  if (bar === "late") return refuse("conflict", BAR_SENTENCES.late);
  if (facts.campaign.state !== "active" || !ASKING_STATES.includes(facts.item.state)) {
    return refuse("conflict", "Only what nobody decided yet can be handed on.");
  }
  if (!own && !steers) return refuse("forbidden", BAR_SENTENCES[bar]);
  if (hops >= LIMITS.hops)
    return refuse("unmet", `It was handed on ${LIMITS.hops} times already: decide it, or ask compliance.`);
  if (seat === to.id) return refuse("conflict", "This person is asked already.");
  if (to.id === fromPersonId) {
    return refuse("unmet", "You cannot hand it on to yourself: decide it where you are asked, or name somebody else.");
  }
  if (!to.active) return refuse("unmet", "This person is deactivated: choose somebody else.");
  if (facts.item.marks.includes("second_look") && facts.firstLookIds.includes(to.id)) {
    return refuse("unmet", "This person decided it before: a second look needs somebody else.");
  }
  const duty = dutyBar(facts, to.id);
  return duty ? refuse("unmet", DUTY_OF_OTHER[duty] ?? "Separation of duties keeps this person out.") : null;
}

const DUTY_OF_OTHER: Readonly<Record<string, string>> = {
  owner: "This person answers for the agent: at its tier somebody else has to decide.",
  former_owner: "This person answered for the agent since it was last certified: choose somebody else.",
  creator: "This person registered the agent: at its tier somebody else has to decide.",
  grant_approver: "This person asked for or approved the grant: at its tier somebody else has to decide.",
};
