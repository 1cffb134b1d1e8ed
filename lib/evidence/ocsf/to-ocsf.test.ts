import { describe, expect, it } from "vitest";
import { type EventTypeName, VOCABULARY } from "@/lib/audit";
import { rowOf } from "../format/row";
import { chance, leafOfType } from "../testing/generate";
import { choiceFor, OCSF_CLASSES } from "./classes";
import { toOcsf } from "./to-ocsf";

const TYPES = Object.keys(VOCABULARY) as EventTypeName[];
const source = { productVersion: "1.0.0", schemaVersion: "1.8.0", origin: () => "example.org/log" };

/** By hand, from the published schema (1.8.0): what each class requires besides what all do. */
const REQUIRED: Record<number, string[]> = {
  2004: ["finding_info"],
  3001: ["user"],
  3002: ["user", "service"],
  3003: ["user", "privileges"],
  3004: ["entity"],
  3005: ["user", "privileges"],
  6002: ["app"],
  6003: ["actor", "api", "src_endpoint"],
};
const ALWAYS = ["activity_id", "category_uid", "class_uid", "metadata", "severity_id", "time", "type_uid"];

describe("L5 OCSF: every event type has its class", () => {
  it.each([
    ["decision.made", 6003, 99],
    ["call.reported", 6003, 99],
    ["approval.executed", 6003, 99],
    ["approval.voted", 3004, 99],
    ["approval.glass_broken", 3003, 1],
    ["approval.tampered_use", 2004, 1],
    ["session.started", 3002, 1],
    ["session.ended", 3002, 2],
    ["session.refused", 3002, 1],
    ["token.issued", 3002, 3],
    ["person.created", 3001, 1],
    ["person.deactivated", 3001, 5],
    ["person.role_granted", 3005, 1],
    ["person.role_revoked", 3005, 2],
    ["agent.grant_approved", 3005, 1],
    ["agent.grant_revoked", 3005, 2],
    ["agent.registered", 3004, 1],
    ["agent.activated", 3004, 10],
    ["agent.suspended", 3004, 12],
    ["agent.resumed", 3004, 13],
    ["agent.decommissioned", 3004, 4],
    ["agent.edited", 3004, 3],
    ["policy.published", 3004, 10],
    ["campaign.closed", 3004, 11],
    ["switch.thrown", 3004, 12],
    ["passkey.enrolled", 3001, 10],
    ["log.created", 6002, 1],
    ["log.self_audit_failed", 2004, 1],
    ["alarm.reported", 2004, 1],
    ["access.refused", 6003, 99],
    ["evidence.downloaded", 6003, 99],
    ["unheard.of", 3004, 99],
  ] as const)("%s is of class %i, activity %i", (type, uid, activity) => {
    const [key, chosen] = choiceFor(type);
    expect([OCSF_CLASSES[key].uid, chosen]).toEqual([uid, activity]);
  });

  it("with the attributes that the class requires, and numbers that agree with each other", () => {
    const random = chance(7);
    for (const [seq, type] of TYPES.entries()) {
      const event = toOcsf(rowOf(leafOfType(type, seq, random)), source) as Record<string, number> & {
        metadata: { uid: string; event_code: string; product: unknown; version: string };
      };
      const required = [...ALWAYS, ...(REQUIRED[event.class_uid as number] ?? ["no such class"])];
      expect(
        required.filter((name) => event[name] === undefined),
        type,
      ).toEqual([]);
      expect(event.type_uid, type).toBe((event.class_uid as number) * 100 + (event.activity_id as number));
      expect(event.category_uid, type).toBe(Math.floor((event.class_uid as number) / 1_000));
      expect(event.metadata).toMatchObject({ event_code: type, version: "1.8.0", product: { name: "Countersign" } });
    }
  });

  it("says whose word it is: refused and failed are no success, an agent is no person", () => {
    const { leaf } = leafOfType("decision.made", 1, chance(3));
    const given = JSON.parse(leaf);
    const as = (change: object) =>
      toOcsf(rowOf({ epoch: 1, seq: 1, beside: [], leaf: JSON.stringify({ ...given, ...change }) }), source);
    expect(as({ outcome: "done" })).toMatchObject({ status_id: 1 });
    expect(as({ outcome: "refused" })).toMatchObject({ status_id: 2, status_detail: "refused" });
    expect(as({ actor: { kind: "agent", id: "agt_1", instance: "ins_1" } })).toMatchObject({
      actor: { user: { uid: "agt_1", type_id: 4 } },
      src_endpoint: { uid: "ins_1" },
    });
  });
});
