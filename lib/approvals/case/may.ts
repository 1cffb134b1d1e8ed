import { can, rolesFor, type Scope, type Verb } from "@/lib/access";
import type { Actor } from "@/lib/context";
import { barOf, dutyBar, type EligibilityFacts } from "../deciding/eligibility";
import { BAR_SENTENCES, movedSentence } from "../present";
import { barOfGrowing } from "../standing/rules";
import type { Status } from "../terms";
import type { CaseVerb } from "../views";

/** What the rules of a case are asked with. `status` is what holds by the clock. */
export interface MayFacts {
  status: Status;
  scope: Scope;
  facts: EligibilityFacts | null;
  voterIds: readonly string[];
  approverIds: readonly string[];
  hasNarrowable: boolean;
  breakGlass: boolean;
  isReviewed: boolean;
  isReopened: boolean;
  tier: string;
  standingId: string | null;
}

/** What this reader may do with the request now: null, or the sentence that says why not. The verbs ask the same again. */
export function mayOf(actor: Actor, row: MayFacts): Record<CaseVerb, string | null> {
  const decide = decideRefusal(actor, row, false);
  return {
    approve: decide,
    deny: decide,
    narrow: decide ?? (row.hasNarrowable ? null : "Nothing of it can be made smaller."),
    break_glass: decideRefusal(actor, row, true),
    revoke: row.status !== "approved" ? only("approved", row.status) : revokeRefusal(actor, row),
    reopen: reopenRefusal(actor, row),
    after_review: afterReviewRefusal(actor, row),
    resolve:
      row.status === "unknown" ? roleRefusal(actor, "approvals.resolve", row.scope) : "Its outcome is not in doubt.",
    stand: standRefusal(actor, row),
  };
}

function decideRefusal(actor: Actor, { status, facts }: MayFacts, breakGlass: boolean): string | null {
  if (status !== "pending" || !facts) return movedSentence(status);
  if (actor.kind !== "user") return "Only a person decides.";
  const { bar } = barOf(facts, actor.id, breakGlass);
  return bar && BAR_SENTENCES[bar];
}

function revokeRefusal(actor: Actor, { scope, approverIds }: MayFacts): string | null {
  return approverIds.includes(actor.id) ? null : roleRefusal(actor, "approvals.revoke", scope);
}

function reopenRefusal(actor: Actor, { status, isReopened, scope, facts }: MayFacts): string | null {
  if (status !== "denied") return "Only what was denied can be opened again.";
  if (isReopened) return "It was opened again already.";
  return roleRefusal(actor, "approvals.reopen", scope) ?? dutyRefusal(actor, facts);
}

function afterReviewRefusal(actor: Actor, { breakGlass, isReviewed, voterIds, scope, facts }: MayFacts): string | null {
  if (!breakGlass) return "Nobody broke the glass for it.";
  if (isReviewed) return "It was reviewed already.";
  if (voterIds.includes(actor.id)) return "You decided it yourself, so somebody else reviews it.";
  return roleRefusal(actor, "approvals.review", scope) ?? dutyRefusal(actor, facts);
}

/** Whoever separation of duties keeps from deciding it does not open or review it either. */
function dutyRefusal(actor: Actor, facts: EligibilityFacts | null): string | null {
  const bar = facts && dutyBar(facts.request, actor.id);
  return bar && BAR_SENTENCES[bar];
}

/** By whoever may decide what it grows out of. Whether agent, tool and policy are still as they were is asked when it is proposed. */
function standRefusal(actor: Actor, { status, facts, tier, breakGlass, standingId }: MayFacts): string | null {
  const because = barOfGrowing({ status, tier, breakGlass, standingId, unchanged: true });
  if (because || !facts) return because ?? "The agent is not here any more.";
  const { bar } = barOf(facts, actor.id);
  return bar && BAR_SENTENCES[bar];
}

function roleRefusal(actor: Actor, verb: Verb, scope: Scope): string | null {
  return can(actor, verb, scope)
    ? null
    : `This needs the role ${rolesFor(verb).join(" or ")}, for the team or the agent concerned.`;
}

function only(wanted: Status, status: Status): string {
  return status === "pending"
    ? "It was not approved yet."
    : `Only what is ${wanted} and not used yet can be withdrawn.`;
}
