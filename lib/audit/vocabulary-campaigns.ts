import type { EventType } from "./vocabulary";

/** What happens around recertification: the part of the vocabulary that vocabulary.ts takes in. */
export const CAMPAIGNS_VOCABULARY = {
  "campaign.drafted": campaign("notice", "drafted the campaign {target}", ["kind", "definitionId"], ["name"]),
  "campaign.pack_asked": campaign("notice", "asked for the evidence of {target} as one file", ["packId"]),
  "campaign.pack_made": campaign("notice", "made the evidence of {target}: {files} files, {items} items", [
    "packId",
    "manifestDigest",
    "files",
    "items",
    "at",
  ]),
  "campaign.pack_failed": campaign("warning", "could not make the evidence of {target}", ["packId"], ["why"]),
  "campaign.pack_taken": campaign("notice", "downloaded the evidence of {target}", [
    "packId",
    "manifestDigest",
    "bytes",
  ]),
  "campaign.scheduled": campaign("notice", "began the campaign {target} by its schedule", [
    "definitionId",
    "occurrence",
    "skipped",
    "fallbackId",
  ]),
  "campaign.drift_gathered": campaign("warning", "asks again about {agentId}, which changed: {why}", [
    "agentId",
    "why",
    "drifts",
    "fallbackId",
  ]),
  "campaign.drift_settled": campaign("notice", "let {drifts} changes of agents go by: {why}", ["drifts", "why"]),
  "campaign.reminded": campaign("info", "reminded {people} people of {target}", ["people", "steps", "managers"]),
  "campaign.open_exported": campaign("notice", "exported the open items of {target}", ["items"]),
  "campaign.anomaly_noted": {
    target: "agent",
    severity: "warning",
    retention: "evidence",
    details: [],
    texts: ["note"],
    personal: [],
    sentence: "noted something unusual of {target}: {note}",
  },
  "campaign_definition.created": definition("defined the campaign {target}", ["schedule", "timeZone", "nextAt"]),
  "campaign_definition.edited": definition("changed what the campaign {target} looks at, and when", [
    "fields",
    "schedule",
    "timeZone",
    "nextAt",
  ]),
  "campaign_definition.paused": definition("paused the schedule of {target}", []),
  "campaign_definition.resumed": definition("resumed the schedule of {target}", ["nextAt"]),
  "campaign_definition.retired": definition("retired the campaign {target}: {reason}", [], ["reason"]),
  "exclusion.requested": exclusion("notice", "asked to leave {targetId} out of campaigns: {reason}", [
    "targetKind",
    "targetId",
    "until",
  ]),
  "exclusion.decided": exclusion("warning", "{answer} that {targetId} is left out of campaigns: {reason}", [
    "targetKind",
    "targetId",
    "answer",
    "until",
  ]),
  "exclusion.ended": exclusion("notice", "{targetId} is no longer left out of campaigns: {reason}", [
    "targetKind",
    "targetId",
    "why",
  ]),
  "campaign.voted": campaign(
    "notice",
    "said {decision} of item {number} of {target}: {reason}",
    [
      "number",
      "stage",
      "kind",
      "subjectId",
      "decision",
      "reason",
      "digest",
      "changeDigest",
      "capacity",
      "forPersonId",
      "revision",
      "recommended",
      "bulkId",
      "correction",
      "result",
    ],
    ["text"],
  ),
  "campaign.voted_late": campaign("warning", "said {decision} of item {number} of {target} after its time was over", [
    "number",
    "stage",
    "subjectId",
    "decision",
    "reason",
    "dueAt",
  ]),
  "campaign.votes_disagree": campaign("warning", "saw the votes on item {number} of {target} contradict each other", [
    "number",
    "stage",
    "subjectId",
  ]),
  "campaign.item_reassigned": campaign(
    "notice",
    "handed item {number} of {target} on to {toPersonId}: {note}",
    ["number", "stage", "subjectId", "fromSeat", "toPersonId", "hops"],
    ["note"],
  ),
  "campaign.item_drifted": campaign(
    "warning",
    "saw that item {number} of {target} changed since it was listed: {drift}",
    ["number", "stage", "kind", "subjectId", "drift", "formerDigest", "digest", "when"],
    ["former"],
  ),
  "campaign.signed_off": campaign("notice", "signed off {items} decisions of {target}", [
    "signoffId",
    "stage",
    "items",
    "digest",
    "keep",
    "revoke",
    "reduce",
    "transfer",
  ]),
  "campaign.silence_settled": campaign("warning", "had no answer on {items} items of {target} in stage {stage}", [
    "stage",
    "items",
    "kept",
    "revoked",
    "suspended",
    "escalated",
    "consented",
  ]),
  "campaign.silence_alerted": campaign("alert", "had no answer on the critical item {number} of {target}", [
    "number",
    "stage",
    "kind",
    "subjectId",
    "seat",
  ]),
  "campaign.second_look_asked": campaign("warning", "asks again about {items} items of {target} that {personId} kept", [
    "personId",
    "stage",
    "items",
    "score",
  ]),
  "campaign.stage_ended": campaign("notice", "ended stage {stage} of {target}: {next} of {items} items go on", [
    "stage",
    "items",
    "next",
    "paused",
    "dueAt",
  ]),
  "campaign.decisions_closed": campaign("notice", "closed the decisions of {target}", ["stage", "items", "paused"]),
  "campaign.paused": campaign("warning", "paused the campaign {target}: {reason}", ["stage"], ["reason"]),
  "campaign.resumed": campaign("notice", "resumed the campaign {target}", ["stage", "stageDueAt"]),
  "campaign.rechecked": campaign(
    "notice",
    "found before the close of {target} that {widened} rights were widened, {narrowed} narrowed and {gone} are gone",
    ["widened", "narrowed", "gone"],
  ),
  "campaign.item_widened": campaign(
    "warning",
    "found item {number} of {target} widened after its review, so that it is asked again",
    ["number", "formerDigest", "digest"],
    ["former"],
  ),
  "campaign.close_asked": campaign(
    "warning",
    "asked to close {target}: {revocations} rights would be taken away, {share} % of all",
    ["digest", "remediations", "revocations", "share", "agents", "irreversible", "waits"],
    ["secondPerson"],
  ),
  "campaign.close_confirmed": campaign(
    "alert",
    "confirmed the close of {target} that {askedById} asked for, which takes {revocations} rights away",
    ["digest", "askedById", "revocations"],
  ),
  "campaign.close_withdrawn": campaign("notice", "took back the close of {target} that {askedById} asked for", [
    "askedById",
  ]),
  "campaign.remediation_began": campaign(
    "alert",
    "began to carry out {target}: {remediations} rights change, {certified} are written down as reviewed",
    ["digest", "remediations", "revocations", "certified", "waves"],
  ),
  "campaign.remediated": campaign("warning", "carried out {items} items of {target}, {failed} of them failed", [
    "items",
    "failed",
    "numbers",
    "wave",
  ]),
  "campaign.verified": campaign("notice", "proved {verified} items of {target}; {failed} failed", [
    "verified",
    "failed",
    "numbers",
  ]),
  "campaign.probe_failed": campaign("alert", "found item {number} of {target} still permitted after it was withdrawn", [
    "number",
    "entitlementIds",
  ]),
  "campaign.undone": campaign(
    "warning",
    "gave back what {target} took from item {number}: {reason}",
    ["number", "action", "given"],
    ["reason"],
  ),
  "campaign.remediation_withdrawn": campaign(
    "warning",
    "took item {number} of {target} out before it was carried out: {reason}",
    ["number", "action"],
    ["reason"],
  ),
  "campaign.task_settled": campaign(
    "notice",
    "settled a task of {target} ({kind}): {note}",
    ["taskId", "kind", "number", "decision", "toPersonId"],
    ["note"],
  ),
  "campaign.exceptions_signed": campaign("alert", "signed {items} exceptions of {target} with a passkey", [
    "items",
    "digest",
    "evidenceDigest",
  ]),
  "campaign.verifying": campaign("notice", "carried out everything that {target} decided, and proves it", ["items"]),
  "campaign.closed": campaign("warning", "closed the campaign {target}: {outcome}", [
    "outcome",
    "verified",
    "done",
    "undone",
    "withdrawn",
    "exceptions",
  ]),
  "entitlement.uncertified": {
    target: "agent",
    severity: "warning",
    retention: "evidence",
    details: ["grants", "limitDays", "tier"],
    texts: [],
    personal: [],
    sentence: "let {grants} grants of {target} run out that no campaign certified for {limitDays} days",
  },
  "campaign.cancelled": campaign("warning", "cancelled the campaign {target}: {reason}", ["former"], ["reason"]),
} as const satisfies Record<string, EventType>;

function definition(sentence: string, details: readonly string[], texts: readonly string[] = []) {
  return {
    target: "campaign_definition",
    severity: "notice",
    retention: "evidence",
    details,
    texts: ["name", ...texts],
    personal: [],
    sentence,
  } as const;
}

function exclusion(severity: EventType["severity"], sentence: string, details: readonly string[]) {
  return {
    target: "exclusion",
    severity,
    retention: "evidence",
    details,
    texts: ["reason"],
    personal: [],
    sentence,
  } as const;
}

function campaign(
  severity: EventType["severity"],
  sentence: string,
  details: readonly string[],
  texts: readonly string[] = [],
) {
  return { target: "campaign", severity, retention: "evidence", details, texts, personal: [], sentence } as const;
}
