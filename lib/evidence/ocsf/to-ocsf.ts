import type { EventRow } from "../format/row";
import { choiceFor, OCSF_CLASSES, type OcsfClass } from "./classes";

/** What is the same in every line of one file. `origin`: the log that events of an epoch stand in. */
export interface OcsfSource {
  productVersion: string;
  schemaVersion: string;
  origin: (epoch: number) => string;
}

const SEVERITIES: Readonly<Record<string, readonly [number, string]>> = {
  info: [1, "Informational"],
  notice: [2, "Low"],
  warning: [3, "Medium"],
  alert: [4, "High"],
};
const UNKNOWN_SEVERITY = [0, "Unknown"] as const;
const USER_TYPES: Readonly<Record<string, readonly [number, string]>> = {
  user: [1, "User"],
  person: [1, "User"],
  agent: [4, "Service"],
  apiKey: [4, "Service"],
  system: [3, "System"],
};
const OTHER = 99;
const RESOURCE_UID = 10;

/** One event as OCSF 1.8.0 (profile "host", for `actor`). What has no place of its own in the class stands under `unmapped`. */
export const toOcsf = (row: EventRow, source: OcsfSource): Record<string, unknown> =>
  JSON.parse(ocsfLineOf(row, source)) as Record<string, unknown>;

/** All but the record, which `ocsfLineOf` puts behind the last word of `unmapped`. */
function withoutRecord(row: EventRow, source: OcsfSource) {
  const { leaf } = row;
  const [key, activity] = choiceFor(leaf.type);
  const { uid, name, category, activities } = OCSF_CLASSES[key];
  const activityName = activity === OTHER ? wordsOf(leaf.type) : (activities as Record<number, string>)[activity];
  const [severityId, severity] = SEVERITIES[leaf.severity] ?? UNKNOWN_SEVERITY;
  const done = leaf.outcome === "done";
  return {
    activity_id: activity,
    activity_name: activityName,
    actor: { user: userOf(leaf.actor.kind, leaf.actor.id) },
    category_name: category[1],
    category_uid: category[0],
    class_name: name,
    class_uid: uid,
    message: wordsOf(leaf.type),
    metadata: {
      correlation_uid: leaf.correlation,
      event_code: leaf.type,
      log_name: source.origin(row.epoch),
      product: { name: "Countersign", vendor_name: "Countersign", version: source.productVersion },
      profiles: ["host"],
      sequence: row.seq,
      uid: leaf.id,
      version: source.schemaVersion,
    },
    observables: [
      { name: "metadata.correlation_uid", type: "Other", type_id: OTHER, value: leaf.correlation },
      ...(leaf.agent
        ? [{ name: "unmapped.agent", type: "Resource UID", type_id: RESOURCE_UID, value: leaf.agent }]
        : []),
    ],
    severity,
    severity_id: severityId,
    // A finding's status is that of its handling, which the log knows nothing of.
    ...(key === "detection" ? {} : { status: done ? "Success" : "Failure", status_id: done ? 1 : 2 }),
    status_detail: leaf.outcome,
    time: Date.parse(leaf.at),
    type_name: `${name}: ${activity === OTHER ? "Other" : activityName}`,
    type_uid: uid * 100 + activity,
    ...SHAPES[key](row),
    unmapped: {
      agent: leaf.agent,
      target: leaf.target,
      ...(leaf.actor.instance ? { instance: leaf.actor.instance } : {}),
      ...(row.policy ? { policy: row.policy } : {}),
    },
  };
}

/** One line of ocsf.jsonl, with its line feed. */
export const ocsfLineOf = (row: EventRow, source: OcsfSource): string =>
  `${JSON.stringify(withoutRecord(row, source)).slice(0, -"}}".length)},"record":${row.recordText}}}\n`;

/** What each class asks for beyond what all have. */
const SHAPES: Record<OcsfClass, (row: EventRow) => Record<string, unknown>> = {
  detection: ({ leaf }) => ({
    finding_info: {
      created_time: Date.parse(leaf.at),
      title: wordsOf(leaf.type),
      types: [leaf.type],
      uid: leaf.id,
    },
    is_alert: leaf.severity === "alert",
    resources: [resourceOf(leaf.target)],
  }),
  account: ({ leaf }) => ({ user: userOf(leaf.target.kind, leaf.target.id) }),
  authentication: ({ leaf }) => ({
    service: { name: "Countersign" },
    // Whose attempt it was is not known for sure when it was refused: then it is what was tried.
    user: userOf(leaf.actor.kind, leaf.actor.id),
  }),
  session: ({ leaf }) => ({
    privileges: [leaf.type],
    user: userOf(leaf.actor.kind, leaf.actor.id),
  }),
  entity: ({ leaf, record }) => ({ entity: entityOf(leaf.target, record) }),
  access: ({ leaf, record }) => ({
    privileges: privilegesIn(record, leaf.type),
    resource: resourceOf(leaf.target),
    user: leaf.target.kind === "person" || !leaf.agent ? userOf(leaf.target.kind, leaf.target.id) : agentOf(leaf.agent),
  }),
  lifecycle: ({ leaf }) => ({ app: { name: "Countersign", uid: leaf.target.id, vendor_name: "Countersign" } }),
  call: ({ leaf, tool, record }) => ({
    api: {
      operation: tool ?? leaf.type,
      ...(typeof record.server === "string" && record.server ? { service: { name: record.server } } : {}),
    },
    resources: [resourceOf(leaf.target)],
    src_endpoint: { name: leaf.actor.kind, uid: leaf.actor.instance ?? leaf.actor.id },
  }),
};

function userOf(kind: string, uid: string) {
  const [typeId, type] = USER_TYPES[kind] ?? [OTHER, kind];
  return { type, type_id: typeId, uid };
}

const agentOf = (uid: string) => userOf("agent", uid);

const resourceOf = ({ kind, id }: { kind: string; id: string }) => ({ type: kind, uid: id });

function entityOf({ kind, id }: { kind: string; id: string }, { name }: Record<string, unknown>) {
  const typeId =
    kind === "policy" ? 5 : kind === "person" ? 2 : kind === "reviewer_group" || kind === "team" ? 3 : OTHER;
  const type = { 2: "User", 3: "Group", 5: "Policy", 99: kind }[typeId];
  return { ...(typeof name === "string" && name ? { name } : {}), type, type_id: typeId, uid: id };
}

/** The right by its name: a role, a grant, or else what was done. */
function privilegesIn({ role, entitlementId, grantId, server, tool }: Record<string, unknown>, type: string): string[] {
  const named = [role, entitlementId, grantId].filter((value): value is string => typeof value === "string");
  const call = typeof server === "string" ? [typeof tool === "string" ? `${server}/${tool}` : server] : [];
  const all = [...named, ...call];
  return all.length ? all : [type];
}

const words = new Map<string, string>();

/** "agent.owner_assigned" as "Agent owner assigned". */
function wordsOf(type: string): string {
  const known = words.get(type) ?? asWords(type);
  words.set(type, known);
  return known;
}

function asWords(type: string): string {
  const text = type.replaceAll(/[._]/g, " ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}
