import { beforeEach, describe, expect, it } from "vitest";
import { recordEvent } from "@/lib/audit";
import { systemContext } from "@/lib/context";
import { inSqlTransaction, sql } from "@/lib/db";
import { newId } from "@/lib/ids";
import { testDatabase } from "@/lib/testing/database";
import { asked, daysAgo, EVIDENCE_NOW, emptyWorld, put, putAgent } from "@/lib/testing/evidence";

testDatabase();

const event = (at: Date) =>
  inSqlTransaction((tx) =>
    recordEvent(tx, systemContext("worker", { now: at }), {
      type: "guide.begun",
      targetId: "guide",
      details: { beginsOn: "2026-11-01" },
    }),
  );
const decided = (event_id: string) =>
  put("decisions", {
    ...{
      id: newId("dec", EVIDENCE_NOW),
      at: EVIDENCE_NOW,
      agent_id: "agt_x",
      caller_kind: "agent",
      caller_id: "ins_1",
    },
    ...{ server: "Books", tool: "read", action: "read", outcome: "allow", reason: "granted", request: {}, answer: {} },
    ...{
      context_digest: "d",
      entitlement_ids: [],
      policies: [],
      duration_micros: 5,
      snapshot: 1,
      correlation_id: "req_1",
      event_id,
    },
  });
// The walls let nobody write here but the functions of the log; a test makes the states that they would find.
const log = (set: string) =>
  sql().query(`begin; set local session_replication_role = replica; update log_state set ${set} where id = 1; commit`);

beforeEach(async () => {
  await emptyWorld();
  await putAgent();
  await log("size = 9, sealed_reason = '', fault_reason = '', full_audit_at = '2026-11-20T08:00:00Z'");
});

describe("D3 evidence of the records themselves", () => {
  it("log-sound is met by a log that is whole and was gone through", async () => {
    expect(await asked("log-sound")).toMatchObject({ state: "met", found: 0, of: 4 });
  });
  it.each([
    ["sealed", "sealed_reason = 'the guard is ahead'"],
    ["at fault", "fault_reason = 'leaf 4 differs'"],
    ["not gone through since yesterday", "full_audit_at = '2026-11-19T06:00:00Z'"],
    ["never gone through", "full_audit_at = null"],
  ])("log-sound is a gap when the log is %s", async (_how, set) => {
    await log(set);
    expect(await asked("log-sound")).toMatchObject({ state: "gap", found: 1, of: 4 });
  });

  it("log-sound says nothing of a log that is too young to have been gone through, but for its faults", async () => {
    const begin =
      "begin; set local session_replication_role = replica; delete from log_epochs; insert into log_epochs (epoch, origin, vkey, opened_at) values (1, 'o', 'k', '2026-11-20T01:00:00Z'); commit";
    await sql().query(begin);
    await log("full_audit_at = null");
    expect(await asked("log-sound")).toMatchObject({ state: "not_measured", found: 0, of: 0 });
    await log("fault_reason = 'leaf 4 differs'");
    expect(await asked("log-sound")).toMatchObject({ state: "gap", found: 1, of: 4 });
    await sql().query("begin; set local session_replication_role = replica; delete from log_epochs; commit");
  });

  it("decisions-recorded finds a decision whose event is not in the log", async () => {
    await decided(await event(EVIDENCE_NOW));
    expect(await asked("decisions-recorded")).toMatchObject({ state: "met", found: 0, of: 1 });
    await decided(newId("evt", EVIDENCE_NOW));
    expect(await asked("decisions-recorded")).toMatchObject({ state: "gap", found: 1, of: 2 });
  });

  it("log-witnessed asks for somebody outside who signed within a day", async () => {
    const witness = { vkey: "k", url: "https://witness.example/", added_at: daysAgo(9) };
    expect(await asked("log-witnessed")).toMatchObject({ state: "attention", found: 1, of: 1 });
    await put("log_witnesses", { name: "bank", ...witness, signed_at: EVIDENCE_NOW });
    expect(await asked("log-witnessed")).toMatchObject({ state: "met", found: 0, of: 1 });
    await put("log_witnesses", { name: "notary", ...witness, signed_at: daysAgo(2) });
    const some = {
      state: "attention",
      found: 1,
      of: 2,
      sentence: "1 of 2 witnesses of the log has not signed lately.",
    };
    expect(await asked("log-witnessed")).toMatchObject(some);
  });

  it.each(["log-sound", "retention-bounded"])("%s has met nothing before the first agent", async (id) => {
    await log("full_audit_at = null");
    await emptyWorld();
    expect(await asked(id)).toMatchObject({ state: "not_measured", found: 0, of: 0 });
  });

  it("retention-bounded finds a class that is kept too short", async () => {
    expect(await asked("retention-bounded")).toMatchObject({ state: "met", found: 0, of: 3 });
    await sql().query("update retention_rules set months = 5 where class = 'operational'");
    expect(await asked("retention-bounded")).toMatchObject({ state: "gap", found: 1, of: 3 });
  });
});
