import type { Severity } from "./vocabulary";

type Names = readonly string[];

/** What happens around approvals: the part of the vocabulary that vocabulary.ts takes in. */
export const APPROVALS_VOCABULARY = {
  "approval_settings.changed": {
    target: "approval_settings",
    severity: "warning",
    retention: "security",
    details: ["coolDownMinutes", "mostPending", "canariesPerWeek", "former"],
    texts: [],
    personal: [],
    sentence:
      "set how approvals go: {coolDownMinutes} minutes after a no, {mostPending} open at once, {canariesPerWeek} canaries a week",
  },
  "approval.canary_ended": approval("info", "saw a canary request end: {status}", [
    "knownAnswer",
    "status",
    "caught",
    "missed",
    "plantedAt",
  ]),
  "approval.requested": approval(
    "notice",
    "asked to {action}: it takes {quorum} of the reviewers of {groups}",
    [
      "action",
      "digest",
      "actionDigest",
      "decisionId",
      "groups",
      "quorum",
      "tier",
      "environment",
      "policies",
      "callerKind",
      "callerId",
      "expiresAt",
    ],
    ["server", "tool", "justification"],
  ),
  "approval.joined": approval("info", "asked again for what already waits, {joined} times by now", [
    "digest",
    "decisionId",
    "callerKind",
    "callerId",
    "joined",
  ]),
  "approval.unattended": approval("alert", "waits for an approval that nobody may give", ["groups", "quorum", "tier"]),
  "approval.ask_refused": {
    target: "agent",
    severity: "notice",
    retention: "evidence",
    details: ["why", "decisionId", "actionDigest", "formerId", "askAgainAt"],
    texts: [],
    personal: [],
    sentence: "asked for an approval and was refused: {why}",
  },
  "approval.cancelled": approval("notice", "cancelled a request for approval: {why}", ["why", "digest"], ["comment"]),
  "approval.superseded": approval("notice", "saw a request for approval superseded: {why}", ["why", "digest"]),
  "approval.expired": approval("notice", "saw a request for approval time out with {approvals} of {quorum} approvals", [
    "digest",
    "approvals",
    "quorum",
    "rung",
  ]),
  "approval.lapsed": approval("notice", "saw an approval lapse that was not used in time", ["digest"]),
  "approval.outcome_unknown": approval("warning", "has not heard what came of an approval that was used", [
    "digest",
    "usedDecisionId",
  ]),
  "approval.consumed": approval("notice", "used an approval up for one call", [
    "digest",
    "decisionId",
    "approvedUntil",
    "callerKind",
    "callerId",
    "votes",
  ]),
  "approval.refused_use": approval("warning", "named an approval and was not let through: {why}", [
    "why",
    "parts",
    "decisionId",
    "digest",
    "callerKind",
    "callerId",
  ]),
  "approval.tampered_use": approval("alert", "named an approval for something else than was approved: {parts}", [
    "why",
    "parts",
    "decisionId",
    "digest",
    "callerKind",
    "callerId",
  ]),
  "approval.executed": approval("notice", "carried out what was approved", [
    "digest",
    "usedDecisionId",
    "receiptDigest",
  ]),
  "approval.failed": approval("warning", "did not carry out what was approved: {why}", [
    "why",
    "digest",
    "usedDecisionId",
    "receiptDigest",
  ]),
  "approval.resolved": approval(
    "warning",
    "found out what came of an approval that was used: {outcome}",
    ["outcome", "digest", "usedDecisionId"],
    ["note"],
  ),
  "approval.voted": approval(
    "notice",
    "voted on a request for approval: {answer}",
    ["answer", "digest", "capacity", "groups", "forPersonId", "narrowed", "reason", "evidenceDigest"],
    ["text"],
  ),
  "approval.approved": approval("notice", "approved a request, the last of {approvals} to agree", [
    "digest",
    "narrowed",
    "approvals",
    "quorum",
    "approvedUntil",
    "breakGlass",
  ]),
  "approval.denied": approval("notice", "denied a request for approval: {reason}", ["digest", "reason"], ["text"]),
  "approval.late_denial": approval(
    "warning",
    "denied a request for approval after its time was over: {reason}",
    ["digest", "reason"],
    ["text"],
  ),
  "approval.revoked": approval(
    "warning",
    "withdrew an approval that was not used yet: {why}",
    ["why", "digest"],
    ["text"],
  ),
  "approval.reopened": approval(
    "warning",
    "lets what was denied be asked for again: {text}",
    ["digest", "actionDigest"],
    ["text"],
  ),
  "approval.escalated": approval("warning", "moves a request for approval to the {rung} rung, because of {why}", [
    "rung",
    "from",
    "why",
    "reachable",
    "nobody",
  ]),
  "approval.glass_broken": approval(
    "alert",
    "broke the glass for a request, until {approvedUntil}: {text}",
    ["digest", "approvedUntil", "quorum", "groups"],
    ["text"],
  ),
  "approval.glass_reviewed": approval(
    "warning",
    "reviewed a broken glass: {verdict}",
    ["verdict", "brokenById"],
    ["note"],
  ),
  "break_glass.member_added": glass("lets {target} break the glass"),
  "break_glass.member_removed": glass("no longer lets {target} break the glass"),
  "absence.set": absence(
    "notes that {target} is away from {fromAt} until {untilAt}, with {delegateId} in their place",
    ["delegateId", "fromAt", "untilAt"],
  ),
  "absence.ended": absence("notes that {target} is back", ["delegateId"]),
  "asking.stopped": {
    target: "agent",
    severity: "alert",
    retention: "security",
    details: ["stopId", "pending", "mostPending"],
    texts: ["name"],
    personal: [],
    sentence: "stopped {target} from asking for approvals, with {pending} of them open",
  },
  "asking.lifted": {
    target: "agent",
    severity: "warning",
    retention: "security",
    details: ["stopId", "tier"],
    texts: ["name", "reason"],
    personal: [],
    sentence: "lets {target} ask for approvals again: {reason}",
  },
  "passkey.enrolled": passkey(
    "notice",
    "enrolled a passkey, their number {keys}",
    ["deviceType", "backedUp", "keys"],
    ["name"],
  ),
  "passkey.removed": passkey("notice", "removed a passkey of theirs and has {left} left", ["left"], ["name"]),
  "passkey.revoked": passkey(
    "warning",
    "took a passkey from {target}, who has {left} left: {reason}",
    ["left"],
    ["name", "reason"],
  ),
  "passkey.refused": passkey("warning", "signed with a passkey and was refused: {why}", ["why", "subject"]),
  "standing.proposed": standing(
    "notice",
    "proposed to approve what is like {fromId} in advance",
    ["fromId", "maxUses", "expiresAt", "tier", "termsDigest"],
    ["reason"],
  ),
  "standing.confirmed": standing(
    "warning",
    "agreed to approve what is like {fromId} in advance, up to {maxUses} times, as {proposedById} asked",
    ["fromId", "maxUses", "expiresAt", "tier", "proposedById", "termsDigest", "evidenceDigest"],
  ),
  "standing.rejected": standing(
    "notice",
    "rejected the standing approval that {proposedById} proposed: {reason}",
    ["proposedById"],
    ["reason"],
  ),
  "standing.revoked": standing(
    "warning",
    "withdrew a standing approval that was used {used} times: {reason}",
    ["used", "maxUses"],
    ["reason"],
  ),
  "approval.approved_in_advance": approval(
    "notice",
    "was allowed in advance by {proposedById} and {confirmedById}: use {used} of {maxUses}",
    ["digest", "standingId", "proposedById", "confirmedById", "used", "maxUses", "approvedUntil"],
  ),
  "standing.ended": standing("notice", "saw a standing approval end after {used} uses: {why}", [
    "used",
    "maxUses",
    "why",
  ]),
  "webhook.created": webhook("notice", "registered the webhook {target}", ["agentId", "kinds"], ["host"]),
  "webhook.rotated": webhook("notice", "gave the webhook {target} a new secret", ["overlapUntil"]),
  "webhook.paused": webhook("notice", "paused the webhook {target}", ["why"]),
  "webhook.resumed": webhook("notice", "let the webhook {target} be told again", ["former"]),
  "webhook.failing": webhook("warning", "gave up {dead} messages in a row to the webhook {target}", ["dead"]),
  "webhook.removed": webhook("notice", "removed the webhook {target} and dropped {dropped} messages to it", [
    "dropped",
  ]),
  "delivery.dead": delivery("warning", "gave up a message ({kind}, {channel}) after {attempts} attempts", ["attempts"]),
  "delivery.retried": delivery("info", "sent a message ({kind}, {channel}) on its way once more"),
} as const;

/** Of one request for approval. Arguments and words of people never stand in details. */
function approval(severity: Severity, sentence: string, details: Names = [], texts: Names = []) {
  return { target: "approval", severity, retention: "evidence", details, texts, personal: [], sentence } as const;
}

/** Of a person who may break the glass. */
function glass(sentence: string) {
  return {
    target: "person",
    severity: "warning",
    retention: "security",
    details: [],
    texts: [],
    personal: [],
    sentence,
  } as const;
}

/** Of a person who is away. */
function absence(sentence: string, details: Names) {
  const all = ["absenceId", ...details] as const;
  return {
    target: "person",
    severity: "notice",
    retention: "security",
    details: all,
    texts: ["note"],
    personal: [],
    sentence,
  } as const;
}

/** Of a person's key. Which key is said by the digest of its credential id. */
function passkey(severity: Severity, sentence: string, details: Names = [], texts: Names = []) {
  const named = ["keyDigest", ...details] as const;
  return { target: "person", severity, retention: "security", details: named, texts, personal: [], sentence } as const;
}

/** Of an approval in advance. Its bounds are arguments, and stand there by their digest alone. */
function standing(severity: Severity, sentence: string, details: Names = [], texts: Names = []) {
  return { target: "standing", severity, retention: "evidence", details, texts, personal: [], sentence } as const;
}

/** Of an address that is told of events. The address may hold a token and stands nowhere; its host is a text. */
function webhook(severity: Severity, sentence: string, details: Names = [], texts: Names = []) {
  const named = ["name", ...texts] as const;
  return { target: "webhook", severity, retention: "security", details, texts: named, personal: [], sentence } as const;
}

/** Of one message to one receiver: what it is about, never what it says. */
function delivery(severity: Severity, sentence: string, details: Names = []) {
  const about = ["channel", "kind", "endpointId", "aboutId", ...details] as const;
  return {
    target: "delivery",
    severity,
    retention: "operational",
    details: about,
    texts: [],
    personal: [],
    sentence,
  } as const;
}
