/**
 * The typed vocabulary of the audit log: `resource.past-participle`, intent rather than table operations.
 * `details` are the non-personal facts of the event (ids, states, counts) and stand in the leaf as they are.
 * `personal` are fields about people: kept beside the leaf, which holds a salted commitment to each (erasable, provable).
 * `sentence` reads after the actor's name: "Marta Nowak " + "registered the agent Invoice matcher".
 */
export type Severity = "info" | "notice" | "warning" | "alert";
export type RetentionClass = "operational" | "security" | "evidence";
export type TargetKind = "agent" | "person" | "team" | "reviewer_group" | "import" | "session" | "log" | "export";

export interface EventType {
  target: TargetKind;
  severity: Severity;
  retention: RetentionClass;
  details: readonly string[];
  personal: readonly string[];
  /** `{target}` and `{field}` are filled in by present.ts; an absent field reads as "-". */
  sentence: string;
}

const agent = (severity: Severity, sentence: string, details: readonly string[] = []) =>
  ({
    target: "agent",
    severity,
    retention: "evidence",
    details: ["name", "environment", ...details],
    personal: [],
    sentence,
  }) as const;

export const VOCABULARY = {
  "agent.created": agent("info", "drafted the agent {target}", ["source"]),
  "agent.imported": agent("info", "imported the agent {target}", ["source", "importId"]),
  "agent.edited": agent("info", "changed {fields} of the agent {target}", ["fields", "before", "after"]),
  "agent.source_changed": agent("notice", "imported a changed record of the agent {target}", ["fields", "importId"]),
  "agent.owner_assigned": agent("notice", "made {ownerId} the owner of {target}", ["ownerId", "formerOwnerId"]),
  "agent.sponsor_assigned": agent("notice", "made {sponsorId} the sponsor of {target}", [
    "sponsorId",
    "formerSponsorId",
  ]),
  "agent.registered": agent("notice", "registered the agent {target}", ["tier"]),
  "agent.activated": agent("notice", "activated the agent {target}", ["tier"]),
  "agent.suspended": agent("warning", "suspended the agent {target}: {reason}", ["reason"]),
  "agent.resumed": agent("notice", "resumed the agent {target}: {reason}", ["reason"]),
  "agent.decommissioned": agent("warning", "decommissioned the agent {target}: {reason}", ["reason"]),
  "import.completed": {
    target: "import",
    severity: "notice",
    retention: "evidence",
    details: ["fileDigest", "environment", "added", "changed", "duplicate", "rejected"],
    personal: ["fileName"],
    sentence: "imported a file: {added} new, {changed} changed, {duplicate} duplicate, {rejected} rejected",
  },
  "export.created": {
    target: "export",
    severity: "notice",
    retention: "evidence",
    details: ["what", "query", "rows"],
    personal: [],
    sentence: "exported {rows} rows of {what}",
  },
  "person.created": person("notice", "added {target}", ["method"], ["name", "email"]),
  "person.invited": person("notice", "sent {target} a set-up link", ["purpose"], ["name", "email"]),
  "person.set_up": person("notice", "finished setting up the account of {target}", ["method"], []),
  "person.identity_linked": person("notice", "linked a single sign-on identity to {target}", ["issuer"], ["subject"]),
  "person.password_changed": person("notice", "changed the password of {target}", [], []),
  "person.deactivated": person(
    "warning",
    "deactivated {target} and ended {sessionsEnded} sessions",
    ["sessionsEnded", "reason"],
    [],
  ),
  "person.reactivated": person("notice", "reactivated {target}", ["reason"], []),
  "person.role_granted": person("warning", "gave {target} the role {role}", ["role", "teamId"], []),
  "person.role_revoked": person("warning", "took the role {role} from {target}", ["role", "teamId"], []),
  "session.started": session("info", "signed in by {method}", ["method"], ["address", "userAgent"]),
  "session.refused": session(
    "warning",
    "was refused at sign-in: {reason}",
    ["reason", "method", "personId"],
    ["email", "address"],
  ),
  "session.ended": session("info", "signed out", ["reason"], []),
  "team.created": team("notice", "created the team {target}", ["name"]),
  "reviewer_group.created": group("notice", "created the reviewer group {target}", ["name", "privilegeClass"]),
  "reviewer_group.member_added": group("warning", "added {personId} to the reviewer group {target}", ["personId"]),
  "reviewer_group.member_removed": group("warning", "removed {personId} from the reviewer group {target}", [
    "personId",
  ]),
  "access.refused": {
    target: "person",
    severity: "warning",
    retention: "security",
    details: ["verb", "resource"],
    personal: [],
    sentence: "was refused {verb} on {resource}",
  },
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

function person(severity: Severity, sentence: string, details: readonly string[], personal: readonly string[]) {
  return { target: "person", severity, retention: "security", details, personal, sentence } as const;
}
function session(severity: Severity, sentence: string, details: readonly string[], personal: readonly string[]) {
  return { target: "session", severity, retention: "security", details, personal, sentence } as const;
}
function team(severity: Severity, sentence: string, details: readonly string[]) {
  return { target: "team", severity, retention: "security", details, personal: [], sentence } as const;
}
function group(severity: Severity, sentence: string, details: readonly string[]) {
  return { target: "reviewer_group", severity, retention: "security", details, personal: [], sentence } as const;
}
function log(severity: Severity, sentence: string, details: readonly string[]) {
  return { target: "log", severity, retention: "evidence", details, personal: [], sentence } as const;
}
