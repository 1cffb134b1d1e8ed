import type { Scope } from "@/lib/access";
import type { Context } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { isId } from "@/lib/ids";
import { actionIn } from "../binding";
import { type EligibilityFacts, reviewersOf } from "../deciding/eligibility";
import { factsOf } from "../deciding/facts";
import { waitingIn } from "../deciding/narrow-action";
import { standingOfVote } from "../deciding/tally";
import { linesFor, readShared } from "../queue/rows";
import { statusAt } from "../rules";
import { type ApprovalRow, loadApproval } from "../store";
import type { CaseView, QueueRow, SimilarCase, VoteView } from "../views";
import { differenceIn } from "./difference";
import { mustOpenOf } from "./hidden";
import { mayOf } from "./may";
import { payloadOf } from "./payload";
import { policiesOf } from "./policies";
import {
  type Beside,
  besideOf,
  earlierUses,
  reading,
  type StoredSimilar,
  type StoredUse,
  type StoredVote,
  similarTo,
  votesOn,
} from "./queries";
import { sentenceFor } from "./sentence";
import { type Usual, unusualCall, usualOf } from "./usual";

/** Everything of one request as it was read, before it is put into words for one reader. */
interface Read {
  row: ApprovalRow;
  line: QueueRow;
  beside: Beside;
  votes: readonly StoredVote[];
  uses: readonly StoredUse[];
  similar: readonly StoredSimilar[];
  facts: EligibilityFacts | null;
}

/**
 * One request with everything that a reviewer needs to decide it, rendered from its stored bytes (A2, A6, A10). Records nothing.
 * @throws CountersignError `not_found` when it does not exist or is not in the caller's sight
 */
export async function readCase(ctx: Context, id: string): Promise<CaseView> {
  if (!isId("apr", id)) throw notFound("request");
  const q = reading();
  const [shared, row, beside, votes, uses, similar, facts] = await Promise.all([
    readShared(q, [id]),
    loadApproval(q, id),
    besideOf(q, id),
    votesOn(q, id),
    earlierUses(q, id),
    similarTo(q, id),
    factsOf(q, [id]),
  ]);
  const [line] = linesFor(ctx.actor, shared);
  if (!line || !row || !beside) throw notFound("request");
  return caseOf(ctx, { row, line, beside, votes, uses, similar, facts: facts.get(id) ?? null });
}

function caseOf(ctx: Context, read: Read): CaseView {
  const { row, line, beside, facts } = read;
  const waiting = waitingIn(row);
  const action = actionIn(waiting.bytes);
  const status = statusAt(row, row.readAt);
  const usual = usualOf(read.uses.map(useOf));
  const payload = payloadOf({ bytes: row.bound, provenance: beside.provenance, usual, schema: beside.schema });
  const narrowed = narrowedOf(row, beside, usual);
  const votes = read.votes.map((vote) => voteOf(vote, facts, waiting.digest));
  return {
    ...line,
    status,
    ...recordOf(row),
    ...peopleOf(beside),
    sentence: sentenceFor(action),
    payload,
    mustOpen: mustOpenOf(action),
    narrowed,
    request: beside.request,
    justification: row.justification,
    signs: [...(beside.provenance?.signs ?? []), ...unusualCall(usual, row.requestedAt)],
    policies: policiesOf({ policies: row.policies, reasons: row.reasons, names: beside.policyNames }),
    similar: read.similar.map((one) => similarOf(one, action.arguments)),
    votes,
    approvals: votes.filter(({ answer, bar, outdated }) => answer === "approve" && !bar && !outdated).length,
    reviewers: status === "pending" && facts ? reviewersOf(facts) : [],
    // Nobody may learn that a request is a test before they have answered it.
    canary: row.callerKind === "canary" && status !== "pending",
    may: mayOf(ctx.actor, {
      status,
      scope: scopeOf(beside),
      facts,
      voterIds: read.votes.map(({ person }) => person.id),
      approverIds: read.votes.flatMap(({ answer, person }) => (answer === "approve" ? [person.id] : [])),
      hasNarrowable: (narrowed?.payload ?? payload).some(({ narrowable }) => narrowable !== null),
      breakGlass: row.breakGlass,
      isReviewed: row.reviewedAt !== null,
      isReopened: row.reopenedAt !== null,
      tier: row.tier,
      standingId: row.standingId,
    }),
  };
}

const iso = (at: Date | null) => at?.toISOString() ?? null;

/** What the row itself says. */
function recordOf(row: ApprovalRow) {
  return {
    version: row.version,
    digest: row.digest,
    statusReason: row.statusReason,
    decisionId: row.decisionId,
    usedDecisionId: row.usedDecisionId,
    correlationId: row.correlationId,
    firstViewedAt: iso(row.firstViewedAt),
    decidedAt: iso(row.decidedAt),
    approvedUntil: iso(row.approvedUntil),
    consumedAt: iso(row.consumedAt),
    outcomeAt: iso(row.outcomeAt),
    endedAt: iso(row.endedAt),
    receipt: row.receipt === null ? null : JSON.stringify(row.receipt, null, 2),
    breakGlass: row.breakGlass,
    verdict: row.verdict,
    verdictNote: row.verdictNote,
    reviewedAt: iso(row.reviewedAt),
    reopenedAt: iso(row.reopenedAt),
    joined: row.joined,
    standingId: row.standingId,
  };
}

function peopleOf({
  owner,
  deputy,
  sponsor,
  teamId,
  teamName,
  person,
  chain,
  endedBy,
  reviewedBy,
  reopenedBy,
}: Beside) {
  const team = teamId && teamName ? { id: teamId, name: teamName } : null;
  return { owner, deputy, sponsor, team, person, chain, endedBy, reviewedBy, reopenedBy };
}

function scopeOf({ teamId, ownerId, deputyId, sponsorId }: Beside): Scope {
  return { teamId, ownerId, deputyId, sponsorId };
}

function useOf({ at, bound, arguments: kept }: StoredUse) {
  return { at, arguments: bound ? actionIn(bound).arguments : (kept ?? {}) };
}

function narrowedOf({ narrowed, narrowedDigest }: ApprovalRow, beside: Beside, usual: Usual): CaseView["narrowed"] {
  if (!narrowed || !narrowedDigest) return null;
  const { provenance, schema } = beside;
  return { payload: payloadOf({ bytes: narrowed, provenance, usual, schema }), digest: narrowedDigest };
}

/** Whether a vote still counts is asked of the person as they are now. */
function voteOf(stored: StoredVote, facts: EligibilityFacts | null, waiting: string): VoteView {
  const { at, digest, ...vote } = stored;
  const asked = { personId: vote.person.id, forPersonId: vote.forPerson?.id ?? null };
  const bar = facts ? standingOfVote(facts, { ...vote, ...asked }).bar : null;
  return { ...vote, at: at.toISOString(), bar, outdated: vote.answer === "approve" && digest !== waiting };
}

function similarOf(one: StoredSimilar, now: Parameters<typeof differenceIn>[1]): SimilarCase {
  return {
    id: one.id,
    status: statusAt(one, one.readAt),
    at: one.at.toISOString(),
    by: one.by,
    difference: one.bound ? differenceIn(actionIn(one.bound).arguments, now) : "too long to compare here",
  };
}
