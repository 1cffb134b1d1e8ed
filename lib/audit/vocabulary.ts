import { APPROVALS_VOCABULARY } from "./vocabulary-approvals";
import { CAMPAIGNS_VOCABULARY } from "./vocabulary-campaigns";
import { EVIDENCE_VOCABULARY } from "./vocabulary-evidence";
import { POSTURE_VOCABULARY } from "./vocabulary-posture";
import { REPORTED_VOCABULARY } from "./vocabulary-reported";

/**
 * The typed vocabulary of the audit log: `resource.past-participle`, intent rather than table operations.
 * The leaf is public. `details` are facts that name nobody (ids, states, counts, digests, fixed words) and stand in it as they
 * are. `texts` are values that somebody wrote (names, reasons, what a field was before and after), and `personal` are fields
 * about people: both are kept beside the leaf, which holds a salted commitment to each (erasable, provable).
 * `sentence` reads after the actor's name: "Marta Nowak " + "registered the agent Invoice matcher".
 */
export type Severity = "info" | "notice" | "warning" | "alert";
export type RetentionClass = "operational" | "security" | "evidence";
type TargetKind =
  | "agent"
  | "person"
  | "team"
  | "reviewer_group"
  | "import"
  | "session"
  | "log"
  | "export"
  | "supplier"
  | "template"
  | "issuer"
  | "switch"
  | "policy"
  | "decision"
  | "resource"
  | "token"
  | "approval"
  | "approval_settings"
  | "standing"
  | "campaign"
  | "campaign_definition"
  | "exclusion"
  | "webhook"
  | "delivery"
  | "api_key"
  | "evidence"
  | "retention"
  | "hold"
  | "witness"
  | "posture"
  | "report"
  | "control"
  | "guide";

export interface EventType {
  target: TargetKind;
  severity: Severity;
  retention: RetentionClass;
  details: readonly string[];
  /** Given among the event's `details`, as any JSON value. */
  texts: readonly string[];
  personal: readonly string[];
  /** `{target}` and `{field}` are filled in by present.ts; an absent field reads as "-". */
  sentence: string;
}

const agent = (severity: Severity, sentence: string, details: readonly string[] = [], texts: readonly string[] = []) =>
  ({
    target: "agent",
    severity,
    retention: "evidence",
    details: ["environment", ...details],
    texts: ["name", ...texts],
    personal: [],
    sentence,
  }) as const;

export const VOCABULARY = {
  ...APPROVALS_VOCABULARY,
  ...CAMPAIGNS_VOCABULARY,
  ...EVIDENCE_VOCABULARY,
  ...POSTURE_VOCABULARY,
  ...REPORTED_VOCABULARY,
  "agent.created": agent("info", "drafted the agent {target}", ["source", "templateId"]),
  "agent.imported": agent("info", "imported the agent {target}", ["source", "importId", "tools"]),
  "agent.edited": agent("info", "changed {fields} of the agent {target}", ["fields"], ["before", "after"]),
  "agent.source_changed": agent("notice", "imported a changed record of the agent {target}", ["fields", "importId"]),
  "agent.owner_assigned": agent("notice", "made {ownerId} the owner of {target}", ["ownerId", "formerOwnerId"]),
  "agent.deputy_assigned": agent("notice", "made {deputyId} the deputy owner of {target}", [
    "deputyId",
    "formerDeputyId",
  ]),
  "agent.sponsor_assigned": agent("notice", "made {sponsorId} the sponsor of {target}", [
    "sponsorId",
    "formerSponsorId",
  ]),
  "agent.hand_over_offered": agent(
    "notice",
    "asked {toId} to answer for {target} as {seat}",
    ["handOverId", "seat", "fromId", "toId", "expiresAt"],
    ["note"],
  ),
  "agent.hand_over_accepted": handOver("agreed to answer for {target} as {seat}"),
  "agent.hand_over_declined": handOver("declined to answer for {target} as {seat}: {reason}", ["reason"]),
  "agent.hand_over_withdrawn": handOver("no longer asks {toId} to answer for {target} as {seat}"),
  "agent.hand_over_expired": handOver("had no answer from {toId}, asked to answer for {target} as {seat}"),
  "agent.registered": agent("notice", "registered the agent {target}", ["tier"]),
  "agent.activated": agent("notice", "activated the agent {target}", ["tier"]),
  "agent.suspended": agent("warning", "suspended the agent {target}: {reason}", [], ["reason"]),
  "agent.resumed": agent("notice", "resumed the agent {target}: {reason}", [], ["reason"]),
  "agent.decommissioned": agent("warning", "decommissioned the agent {target}: {reason}", [], ["reason"]),
  "agent.tier_raised": agent("warning", "saw the tier of {target} rise from {from} to {to}", [
    "from",
    "to",
    "computed",
    "score",
    "cause",
  ]),
  "agent.tier_lowered": agent("notice", "saw the tier of {target} fall from {from} to {to}", [
    "from",
    "to",
    "computed",
    "score",
    "cause",
  ]),
  "agent.tier_held": agent("notice", "kept the tier of {target} at {tier} while only {computed} is computed", [
    "overrideId",
    "tier",
    "computed",
    "score",
    "cause",
  ]),
  "agent.tier_overridden": agent(
    "warning",
    "set the tier of {target} to {tier} until {until}: {reason}",
    ["overrideId", "tier", "from", "computed", "until"],
    ["reason"],
  ),
  "agent.tier_override_requested": agent(
    "notice",
    "asked to lower the tier of {target} to {tier} until {until}: {reason}",
    ["overrideId", "kind", "tier", "from", "computed", "until"],
    ["reason"],
  ),
  "agent.tier_override_approved": agent("warning", "agreed to the tier {tier} for {target}, as {requestedById} asked", [
    "overrideId",
    "kind",
    "tier",
    "from",
    "computed",
    "until",
    "requestedById",
  ]),
  "agent.tier_override_rejected": agent(
    "notice",
    "refused the tier {tier} for {target}, which {requestedById} asked for: {reason}",
    ["overrideId", "kind", "tier", "requestedById"],
    ["reason"],
  ),
  "agent.tier_override_withdrawn": agent("info", "took back the request for the tier {tier} of {target}", [
    "overrideId",
    "kind",
    "tier",
    "why",
  ]),
  "agent.tier_override_ended": agent("notice", "saw the override to {tier} of {target} end: {why}", [
    "overrideId",
    "kind",
    "tier",
    "computed",
    "why",
  ]),
  "agent.version_recorded": agent("info", "brought about version {number} of {target}", [
    "number",
    "fingerprint",
    "changed",
  ]),
  "agent.control_waived": agent(
    "warning",
    "let the control {control} of {target} go until {until}: {reason}",
    ["control", "until", "waiverId", "tier"],
    ["reason"],
  ),
  "agent.waiver_ended": agent("notice", "ended the waiver of {control} for {target}", ["control", "waiverId"]),
  "agent.record_confirmed": agent("info", "confirmed the record of {target}", ["tier", "formerReviewAt"], ["note"]),
  "agent.resources_linked": agent("notice", "linked {tools} tools of {target} to {resources} resources ({access})", [
    "tools",
    "resources",
    "access",
    "toolIds",
    "resourceIds",
  ]),
  "agent.resources_unlinked": agent("notice", "took {resources} resources from {tools} tools of {target}", [
    "tools",
    "resources",
    "toolIds",
    "resourceIds",
  ]),
  "agent.tools_listed": agent(
    "notice",
    "took in what {server} lists for {target}: {added} new, {changed} changed, {removed} gone",
    ["serverId", "added", "changed", "removed", "back"],
    ["server"],
  ),
  "agent.tool_accepted": agent(
    "notice",
    "accepted the tool {tool} of {target}",
    ["toolId", "hash", "formerHash", "keptCorrection"],
    ["tool", "server", "reason"],
  ),
  "agent.tool_blocked": agent(
    "warning",
    "blocked the tool {tool} of {target}: {reason}",
    ["toolId", "hash"],
    ["tool", "server", "reason"],
  ),
  "agent.tool_corrected": agent(
    "warning",
    "corrected what the tool {tool} of {target} can do: {reason}",
    ["toolId", "hash", "effect", "capabilities", "formerEffect", "formerCapabilities"],
    ["tool", "server", "reason"],
  ),
  "agent.tool_correction_ended": agent(
    "notice",
    "ended the correction of the tool {tool} of {target} ({cause})",
    ["toolId", "hash", "cause"],
    ["tool", "server"],
  ),
  "agent.owner_succeeded": agent(
    "warning",
    "passed {target} on from {formerId} to {successorId} as its {role} ({way})",
    ["role", "formerId", "successorId", "way", "ownerId", "deputyId", "sponsorId"],
  ),
  "agent.queued": agent("alert", "sent {target} to the governance queue, for nobody follows {formerId} as its {role}", [
    "role",
    "formerId",
    "successorId",
    "way",
    "ownerId",
    "deputyId",
    "sponsorId",
  ]),
  "agent.owner_asked": agent("info", "asked {ownerId} about {target} ({about})", ["ownerId", "about"]),
  "agent.succession_kept": agent("info", "kept {target} as its {role}", ["role"]),
  "agent.instance_created": instance("notice", "set up the instance {instance} of {target}"),
  "agent.instance_stopped": instance(
    "warning",
    "stopped the instance {instance} of {target}: {reason}",
    [],
    ["reason"],
  ),
  "agent.instance_resumed": instance("notice", "resumed the instance {instance} of {target}: {reason}", [], ["reason"]),
  "agent.instance_retired": instance(
    "warning",
    "retired the instance {instance} of {target} with {credentials} credentials: {reason}",
    ["credentials", "tokens"],
    ["reason"],
  ),
  "agent.gateway_made": instance(
    "warning",
    "lets the instance {instance} of {target} ask on behalf of other agents: {reason}",
    [],
    ["reason"],
  ),
  "agent.gateway_ended": instance(
    "notice",
    "no longer lets the instance {instance} of {target} ask on behalf of other agents: {reason}",
    [],
    ["reason"],
  ),
  "agent.credential_issued": credential("notice", "issued a credential ({strength}) to {instance} of {target}", [
    "rotationDueAt",
    "expiresAt",
    "thumbprint",
    "issuerId",
  ]),
  "agent.credential_rotated": credential(
    "notice",
    "replaced a credential of {instance} of {target} by a new one ({strength}); the old one ends {overlapUntil}",
    ["formerId", "overlapUntil", "rotationDueAt", "expiresAt", "thumbprint", "issuerId"],
  ),
  "agent.credential_revoked": credential(
    "warning",
    "revoked a credential ({strength}) of {instance} of {target} with {tokens} tokens: {reason}",
    ["tokens"],
    ["reason"],
  ),
  "agent.credentials_revoked": agent(
    "warning",
    "revoked {credentials} credentials of {target} with {tokens} tokens: {reason}",
    ["instanceId", "credentials", "tokens"],
    ["reason"],
  ),
  "agent.credential_overdue": credential(
    "warning",
    "found a credential ({strength}) of {instance} of {target} overdue",
    ["rotationDueAt", "endsAt"],
  ),
  "agent.credential_expired": credential(
    "notice",
    "ended a credential ({strength}) of {instance} of {target} ({cause})",
    ["cause", "tokens"],
  ),
  "agent.credential_proven_dead": credential(
    "notice",
    "proved that an ended credential ({strength}) of {instance} of {target} is refused ({way})",
    ["way", "refusedAttemptAt"],
  ),
  "agent.key_shared": instance("alert", "was refused a key for {instance} of {target} that another instance uses", [
    "thumbprint",
    "otherAgentId",
    "otherInstanceId",
  ]),
  "issuer.trusted": issuer("warning", "trusted the workload issuer {target} ({issuer})", ["audience", "keysByHand"]),
  "issuer.ended": issuer(
    "warning",
    "no longer trusts the workload issuer {target}, which ends {credentials} credentials: {reason}",
    ["audience", "credentials", "tokens"],
    ["reason"],
  ),
  "agent.grant_requested": agent(
    "notice",
    "asked that {target} may {actions} with {tool}: {reason}",
    ["entitlementId", "kind", "actions", "expiresAt", "replacesId"],
    ["tool", "shape", "reason"],
  ),
  "agent.grant_approved": agent(
    "warning",
    "let {target} {actions} with {tool}, as {requestedById} asked",
    ["entitlementId", "kind", "actions", "expiresAt", "requestedById", "replacesId", "tier"],
    ["tool", "shape", "reason"],
  ),
  "agent.grant_rejected": agent(
    "notice",
    "refused that {target} may {actions} with {tool}: {reason}",
    ["entitlementId", "kind", "actions", "requestedById"],
    ["tool", "reason"],
  ),
  "agent.grant_withdrawn": agent(
    "info",
    "took back the request that {target} may {actions} with {tool}",
    ["entitlementId", "kind", "actions"],
    ["tool", "reason"],
  ),
  "agent.grant_revoked": agent(
    "warning",
    "took from {target} that it may {actions} with {tool}: {reason}",
    ["entitlementId", "kind", "actions", "campaignId"],
    ["tool", "reason"],
  ),
  "agent.grant_suspended": agent(
    "warning",
    "suspended that {target} may {actions} with {tool}: {reason}",
    ["entitlementId", "kind", "actions", "campaignId"],
    ["tool", "reason"],
  ),
  "agent.grant_resumed": agent(
    "warning",
    "let {target} {actions} with {tool} again: {reason}",
    ["entitlementId", "kind", "actions", "campaignId"],
    ["tool", "reason"],
  ),
  "agent.grant_narrowed": agent(
    "notice",
    "narrowed to {actions} with {tool} what {target} may do: {reason}",
    ["entitlementId", "kind", "actions", "expiresAt", "replacesId", "campaignId"],
    ["tool", "shape", "reason"],
  ),
  "agent.grant_expired": agent(
    "info",
    "saw the time run out in which {target} may {actions} with {tool}",
    ["entitlementId", "kind", "actions", "why"],
    ["tool"],
  ),
  "import.completed": {
    target: "import",
    severity: "notice",
    retention: "evidence",
    details: ["fileDigest", "environment", "added", "changed", "duplicate", "rejected"],
    texts: [],
    personal: ["fileName"],
    sentence: "imported a file: {added} new, {changed} changed, {duplicate} duplicate, {rejected} rejected",
  },
  "export.created": {
    target: "export",
    severity: "notice",
    retention: "evidence",
    details: ["what", "rows"],
    texts: ["query"],
    personal: [],
    sentence: "exported {what} (rows: {rows})",
  },
  "supplier.registered": supplier("notice", "registered the supplier {target}"),
  "supplier.edited": supplier("notice", "changed {fields} of the supplier {target}", ["fields"], ["before", "after"]),
  "supplier.trusted": supplier(
    "warning",
    "trusted the supplier {target}, which rates {tools} tools of {agents} agents anew: {reason}",
    ["tools", "agents"],
    ["reason"],
  ),
  "supplier.distrusted": supplier(
    "warning",
    "took the trust from the supplier {target}, which rates {tools} tools of {agents} agents anew: {reason}",
    ["tools", "agents"],
    ["reason"],
  ),
  "resource.registered": resource("notice", "registered the resource {target}", ["kind", "dataClasses"]),
  "resource.edited": resource(
    "notice",
    "changed {fields} of the resource {target}, which rates {agents} agents anew",
    ["fields", "agents"],
    ["before", "after"],
  ),
  "template.proposed": template("notice", "proposed the agent template {target}", ["agentId"]),
  "template.approved": template("warning", "approved the agent template {target}"),
  "template.retired": template("notice", "retired the agent template {target}"),
  "switch.thrown": killSwitch(
    "alert",
    "threw the kill switch on {target}: {reason}",
    ["ownerId", "tier", "suspended", "credentials", "tokens", "approvals", "points"],
    ["target", "reason"],
  ),
  "switch.drilled": killSwitch(
    "notice",
    "drilled the kill switch on {target}: {reason}",
    ["ownerId", "tier", "points"],
    ["target", "reason"],
  ),
  "switch.acknowledged": killSwitch(
    "notice",
    "heard from all {points} decision points about {target} after {killMicros} microseconds",
    ["points", "killMicros", "drill"],
  ),
  "switch.lift_requested": killSwitch(
    "warning",
    "asked to lift the kill switch on {target}: {reason}",
    ["thrownById"],
    ["reason"],
  ),
  "switch.lifted": killSwitch(
    "alert",
    "lifted the kill switch on {target}, which lets {resumed} agents act again: {reason}",
    ["thrownById", "liftRequestedById", "resumed", "kept", "tokens"],
    ["reason"],
  ),
  "policy.drafted": policy("notice", "wrote version {number} of the policy {target}", ["tests"], ["text"]),
  "policy.proposed": policy(
    "notice",
    "proposed version {number} of the policy {target}, which flips {flips} of {replayed} recorded decisions: {note}",
    ["kind", "restores", "tests", "replayed", "flips", "days"],
    ["note"],
  ),
  "policy.published": policy(
    "warning",
    "put version {number} of the policy {target} in force, as {proposedById} asked",
    ["formerNumber", "proposedById"],
  ),
  "policy.rolled_back": policy("warning", "put the text of version {restores} of the policy {target} in force again", [
    "restores",
    "formerNumber",
    "proposedById",
  ]),
  "policy.retired": policy("warning", "retired the policy {target}, as {proposedById} asked", [
    "formerNumber",
    "proposedById",
  ]),
  "policy.rejected": policy(
    "notice",
    "rejected version {number} of the policy {target}: {reason}",
    ["proposedById"],
    ["reason"],
  ),
  "policy.withdrawn": policy("info", "withdrew version {number} of the policy {target}", ["state"]),
  "person.created": person("notice", "added {target}", ["method"], ["name", "email"]),
  "person.invited": person("notice", "sent {target} a set-up link", ["purpose"], ["name", "email"]),
  "person.set_up": person("notice", "finished setting up the account of {target}", ["method"], []),
  "person.identity_linked": person(
    "notice",
    "linked a single sign-on identity to {target}",
    [],
    ["subject"],
    ["issuer"],
  ),
  "person.password_changed": person("notice", "changed the password of {target}", [], []),
  "person.edited": person("notice", "changed {fields} of {target}", ["fields", "teamId", "managerId"], ["name"]),
  "person.deactivated": person(
    "warning",
    "deactivated {target} and ended {sessionsEnded} sessions",
    ["sessionsEnded", "agentsPassedOn", "agentsQueued"],
    [],
    ["reason"],
  ),
  "person.reactivated": person("notice", "reactivated {target}", [], [], ["reason"]),
  "person.role_granted": person("warning", "gave {target} the role {role}", ["role", "teamId"], []),
  "person.role_revoked": person("warning", "took the role {role} from {target}", ["role", "teamId"], []),
  "session.started": session("info", "signed in ({method})", ["method"], ["address", "userAgent"]),
  "session.refused": session(
    "warning",
    "was refused at sign-in: {reason}",
    ["reason", "method", "personId"],
    ["email", "address"],
  ),
  "session.ended": session("info", "signed out", ["reason"], []),
  "team.created": team("notice", "created the team {target}", [], ["name"]),
  "reviewer_group.created": group("notice", "created the reviewer group {target}", ["privilegeClass"], ["name"]),
  "reviewer_group.member_added": group("warning", "added {personId} to the reviewer group {target}", ["personId"]),
  "reviewer_group.member_removed": group("warning", "removed {personId} from the reviewer group {target}", [
    "personId",
  ]),
  "decision.made": {
    target: "decision",
    severity: "info",
    retention: "evidence",
    details: [
      "answer",
      "reason",
      "action",
      "callerKind",
      "callerId",
      "instanceId",
      "credentialId",
      "entitlementIds",
      "policies",
      "digest",
      "snapshot",
      "micros",
    ],
    texts: ["server", "tool"],
    personal: [],
    sentence: "asked to use {tool} on {server} and was {answer} ({reason})",
  },
  "token.issued": token("info", "issued the token {target} to {instanceId} ({grant})", [
    "grant",
    "instanceId",
    "credentialId",
    "strength",
    "scope",
    "bound",
    "chain",
    "personId",
    "expiresAt",
  ]),
  "token.revoked": token("notice", "revoked the token {target} of {instanceId}", ["instanceId", "exchanged"]),
  "token.refused": token(
    "warning",
    "refused what {instanceId} showed to prove itself: {reason}",
    ["error", "reason", "instanceId", "credentialId", "moreNotRecorded"],
    ["address", "wanted"],
  ),
  "access.refused": {
    target: "person",
    severity: "warning",
    retention: "security",
    details: ["verb", "resource"],
    texts: [],
    personal: [],
    sentence: "was refused {verb} on {resource}",
  },
  // What the log says of itself it says in public: its reasons are the product's own words, and a new epoch's is written for all.
  "demo.seeded": log("info", "filled the console with the demo organisation", []),
  "log.created": log("notice", "began the audit log", ["epoch", "origin"]),
  "log.sealed": log("alert", "sealed the audit log: {reason}", ["reason"]),
  "log.epoch_opened": log("alert", "opened epoch {epoch} of the audit log: {reason}", [
    "epoch",
    "reason",
    "sealedReason",
    "formerSize",
    "formerRoot",
    "markedSize",
    "markedRoot",
    "administratorId",
    "controllerId",
  ]),
  "log.self_audit_failed": log("alert", "found a fault in the audit log: {reason}", ["reason"]),
} as const satisfies Record<string, EventType>;

export type EventTypeName = keyof typeof VOCABULARY;

type Names = readonly string[];

function handOver(sentence: string, texts: Names = []) {
  return agent("notice", sentence, ["handOverId", "seat", "fromId", "toId"], texts);
}
function instance(severity: Severity, sentence: string, details: Names = [], texts: Names = []) {
  return agent(severity, sentence, ["instanceId", ...details], ["instance", ...texts]);
}
function credential(severity: Severity, sentence: string, details: Names = [], texts: Names = []) {
  return agent(
    severity,
    sentence,
    ["instanceId", "credentialId", "kind", "strength", ...details],
    ["instance", "label", ...texts],
  );
}
function killSwitch(severity: Severity, sentence: string, details: Names, texts: Names = []) {
  return {
    target: "switch",
    severity,
    retention: "security",
    details: ["targetKind", ...details],
    texts,
    personal: [],
    sentence,
  } as const;
}
function issuer(severity: Severity, sentence: string, details: Names = [], texts: Names = []) {
  return {
    target: "issuer",
    severity,
    retention: "security",
    details,
    texts: ["name", "issuer", ...texts],
    personal: [],
    sentence,
  } as const;
}
function person(severity: Severity, sentence: string, details: Names, personal: Names, texts: Names = []) {
  return { target: "person", severity, retention: "security", details, texts, personal, sentence } as const;
}
function session(severity: Severity, sentence: string, details: Names, personal: Names) {
  return { target: "session", severity, retention: "security", details, texts: [], personal, sentence } as const;
}
function supplier(severity: Severity, sentence: string, details: Names = [], texts: Names = []) {
  const named = ["name", ...texts] as const;
  return {
    target: "supplier",
    severity,
    retention: "evidence",
    details,
    texts: named,
    personal: [],
    sentence,
  } as const;
}
function resource(severity: Severity, sentence: string, details: Names = [], texts: Names = []) {
  return {
    target: "resource",
    severity,
    retention: "evidence",
    details,
    texts: ["name", ...texts],
    personal: [],
    sentence,
  } as const;
}
function policy(severity: Severity, sentence: string, details: Names = [], texts: Names = []) {
  return {
    target: "policy",
    severity,
    retention: "evidence",
    details: ["number", "textDigest", ...details],
    texts: ["name", ...texts],
    personal: [],
    sentence,
  } as const;
}
function template(severity: Severity, sentence: string, details: Names = []) {
  return {
    target: "template",
    severity,
    retention: "evidence",
    details,
    texts: ["name"],
    personal: [],
    sentence,
  } as const;
}
function team(severity: Severity, sentence: string, details: Names, texts: Names) {
  return { target: "team", severity, retention: "security", details, texts, personal: [], sentence } as const;
}
function group(severity: Severity, sentence: string, details: Names, texts: Names = []) {
  return { target: "reviewer_group", severity, retention: "security", details, texts, personal: [], sentence } as const;
}
function token(severity: Severity, sentence: string, details: Names, personal: Names = []) {
  return { target: "token", severity, retention: "security", details, texts: [], personal, sentence } as const;
}
function log(severity: Severity, sentence: string, details: Names) {
  return { target: "log", severity, retention: "evidence", details, texts: [], personal: [], sentence } as const;
}
