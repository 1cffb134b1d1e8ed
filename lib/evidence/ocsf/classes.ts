/**
 * The classes of OCSF 1.8.0 that events are mapped to, with the activities that they know. What no activity fits is "Other" (99), its
 * name being what happened.
 */
export const OCSF_CLASSES = {
  detection: {
    uid: 2004,
    name: "Detection Finding",
    category: [2, "Findings"],
    activities: { 1: "Create" },
  },
  account: {
    uid: 3001,
    name: "Account Change",
    category: [3, "Identity & Access Management"],
    activities: {
      1: "Create",
      2: "Enable",
      3: "Password Change",
      5: "Disable",
      10: "MFA Factor Enable",
      11: "MFA Factor Disable",
    },
  },
  authentication: {
    uid: 3002,
    name: "Authentication",
    category: [3, "Identity & Access Management"],
    activities: { 1: "Logon", 2: "Logoff", 3: "Authentication Ticket" },
  },
  session: {
    uid: 3003,
    name: "Authorize Session",
    category: [3, "Identity & Access Management"],
    activities: { 1: "Assign Privileges" },
  },
  entity: {
    uid: 3004,
    name: "Entity Management",
    category: [3, "Identity & Access Management"],
    activities: {
      1: "Create",
      3: "Update",
      4: "Delete",
      8: "Enable",
      9: "Disable",
      10: "Activate",
      11: "Deactivate",
      12: "Suspend",
      13: "Resume",
    },
  },
  access: {
    uid: 3005,
    name: "User Access Management",
    category: [3, "Identity & Access Management"],
    activities: { 1: "Assign Privileges", 2: "Revoke Privileges" },
  },
  lifecycle: {
    uid: 6002,
    name: "Application Lifecycle",
    category: [6, "Application Activity"],
    activities: { 1: "Install", 3: "Start", 4: "Stop", 5: "Restart" },
  },
  call: { uid: 6003, name: "API Activity", category: [6, "Application Activity"], activities: {} },
} as const satisfies Record<
  string,
  { uid: number; name: string; category: readonly [number, string]; activities: Record<number, string> }
>;
export type OcsfClass = keyof typeof OCSF_CLASSES;

const OTHER = 99;

type Choice = readonly [OcsfClass, activity: number];

/** What the resource alone does not say. */
const BY_TYPE: Readonly<Record<string, Choice>> = {
  "person.created": ["account", 1],
  "person.deactivated": ["account", 5],
  "person.reactivated": ["account", 2],
  "person.password_changed": ["account", 3],
  "person.role_granted": ["access", 1],
  "person.role_revoked": ["access", 2],
  "passkey.enrolled": ["account", 10],
  "passkey.removed": ["account", 11],
  "passkey.revoked": ["account", 11],
  "session.started": ["authentication", 1],
  "session.refused": ["authentication", 1],
  "session.ended": ["authentication", 2],
  "token.issued": ["authentication", 3],
  "token.refused": ["authentication", 3],
  "agent.grant_requested": ["access", OTHER],
  "agent.grant_rejected": ["access", OTHER],
  "agent.grant_withdrawn": ["access", OTHER],
  "agent.grant_approved": ["access", 1],
  "agent.grant_resumed": ["access", 1],
  "agent.grant_narrowed": ["access", 2],
  "agent.grant_revoked": ["access", 2],
  "agent.grant_suspended": ["access", 2],
  "agent.grant_expired": ["access", 2],
  "entitlement.uncertified": ["access", 2],
  "break_glass.member_added": ["access", 1],
  "break_glass.member_removed": ["access", 2],
  "approval.glass_broken": ["session", 1],
  "approval.consumed": ["call", OTHER],
  "approval.executed": ["call", OTHER],
  "approval.failed": ["call", OTHER],
  "approval.outcome_unknown": ["call", OTHER],
  "approval.refused_use": ["detection", 1],
  "approval.tampered_use": ["detection", 1],
  "agent.key_shared": ["detection", 1],
  "alarm.reported": ["detection", 1],
  "campaign.anomaly_noted": ["detection", 1],
  "campaign.silence_alerted": ["detection", 1],
  "campaign.probe_failed": ["detection", 1],
  "log.self_audit_failed": ["detection", 1],
  "log.sealed": ["detection", 1],
  "log.created": ["lifecycle", 1],
  "log.epoch_opened": ["lifecycle", 5],
  "witness.refused": ["detection", 1],
  "switch.thrown": ["entity", 12],
  "switch.lifted": ["entity", 13],
};

const BY_RESOURCE: Readonly<Record<string, OcsfClass>> = {
  access: "call",
  call: "call",
  decision: "call",
  message: "call",
  model: "call",
  workflow: "call",
  evidence: "call",
  export: "call",
  delivery: "call",
  person: "account",
  passkey: "account",
  session: "authentication",
  token: "authentication",
  log: "lifecycle",
  demo: "lifecycle",
};

/** What the last word of a type says of an entity. */
const BY_WORD: readonly (readonly [RegExp, number])[] = [
  [/(?:^|_)(?:created|registered|drafted|imported)$/, 1],
  [/(?:^|_)(?:edited|changed|corrected)$/, 3],
  [/(?:^|_)(?:removed|decommissioned|retired)$/, 4],
  [/(?:^|_)(?:activated|published|launched)$/, 10],
  [/(?:^|_)(?:ended|closed|cancelled|revoked|withdrawn|expired)$/, 11],
  [/(?:^|_)(?:suspended|paused)$/, 12],
  [/(?:^|_)resumed$/, 13],
];

const choices = new Map<string, Choice>();

/** The class and activity of an event type; a type that this release does not know is something done to an entity. */
export function choiceFor(type: string): Choice {
  const known = choices.get(type) ?? chosen(type);
  choices.set(type, known);
  return known;
}

function chosen(type: string): Choice {
  const special = Object.hasOwn(BY_TYPE, type) ? BY_TYPE[type] : undefined;
  if (special) return special;
  const [resource = "", verb = ""] = type.split(".");
  const byResource = Object.hasOwn(BY_RESOURCE, resource) ? BY_RESOURCE[resource] : undefined;
  if (byResource) return [byResource, OTHER];
  return ["entity", BY_WORD.find(([word]) => word.test(verb))?.[1] ?? OTHER];
}
