import { beforeAll, describe, expect, it } from "vitest";
import { getEvent, logHealth, proofOf, recordEvents, runSelfAudit, sequenceOnce } from "@/lib/audit";
import { systemContext } from "@/lib/context";
import { inSqlTransaction, sql } from "@/lib/db";
import { newId } from "@/lib/ids";
import { contextAs } from "@/lib/testing/contexts";
import { auditing, testLog } from "@/lib/testing/log";
import { whileTampered } from "@/lib/testing/tampers";
import { parseVerifier, verifyProof } from "@/lib/transparency";
import { askHold, askLift, confirmHold, confirmLift, letGo, makeMonths } from "./index";

testLog();

const worker = systemContext("worker");
const DAY_MS = 86_400_000;
const ago = (days: number) => new Date(Date.now() - days * DAY_MS);
const cora = contextAs("compliance", { id: newId("per"), now: new Date() });
const henry = contextAs("ciso", { id: newId("per"), now: new Date() });
const auditor = contextAs("auditor", { id: newId("per"), now: new Date() });
const reason = "Case 7 before the labour court.";

/** Events of three classes, this many days ago. */
function recordAt(days: number, count: number): Promise<string[]> {
  const ctx = systemContext("test", { now: ago(days), correlationId: `req_${days}` });
  return inSqlTransaction((tx) =>
    recordEvents(
      tx,
      ctx,
      Array.from({ length: count }, (_, at) => {
        if (at % 3 === 0)
          return { type: "call.reported" as const, targetId: `agt_${at}`, details: { tool: "read", server: "Books" } };
        if (at % 3 === 1)
          return { type: "team.created" as const, targetId: `tem_${at}`, details: { name: `Team ${at}` } };
        return {
          type: "agent.created" as const,
          targetId: `agt_${at}`,
          agentId: `agt_${at}`,
          details: { name: `Agent ${at}` },
        };
      }),
    ),
  );
}

const besideOf = async (ids: readonly string[]) => {
  const { rows } = await sql().query<{ retention: string; fields: number }>(
    "select retention, count(*)::int as fields from audit_personal where event_id = any($1) group by retention order by 1",
    [ids],
  );
  return Object.fromEntries(rows.map(({ retention, fields }) => [retention, fields]));
};
const hold = async (scope: Parameters<typeof askHold>[1]["scope"]) => {
  const { id } = await askHold(cora, { title: "Case 7", reason, scope });
  await confirmHold(henry, { holdId: id, version: 1 });
  return id;
};
const lift = async (holdId: string) => {
  await askLift(cora, { holdId, version: 2, reason });
  await confirmLift(henry, { holdId, version: 3 });
};

describe("L3 what stands beside the leaves goes when its class is over", () => {
  let old: string[] = [];
  let young: string[] = [];
  let held: string[] = [];
  let heldBy = "";
  beforeAll(async () => {
    old = await recordAt(300, 30);
    held = await recordAt(301, 3);
    heldBy = await hold({ kind: "correlation", id: "req_301" });
    young = await recordAt(30, 30);
    await sequenceOnce();
  });

  it("keeps months made, with nothing outside of them", async () => {
    expect((await logHealth()).state).toBe("unprepared");
    expect(await makeMonths(worker)).toBeGreaterThan(0);
    const { rows } = await sql().query("select count(*)::int as rest from audit_events_rest");
    expect(rows).toEqual([{ rest: 0 }]);
    expect(await logHealth()).toMatchObject({ state: "ok" });
    expect(await makeMonths(worker)).toBe(0);
    expect(await runSelfAudit()).toEqual([]);
  });

  it("refuses, in the database itself, what is not over, and what is not for the function", async () => {
    await expect(
      sql().query("select log_let_go('operational', $1, $2, 10)", [ago(300), ago(100)]),
    ).rejects.toMatchObject({ code: "CS004" });
    await expect(sql().query("select log_let_go('evidence', $1, $2, 10)", [ago(300), ago(299)])).rejects.toMatchObject({
      code: "CS004",
    });
    await expect(sql().query("delete from audit_personal")).rejects.toMatchObject({ code: "CS004" });
    await expect(sql().query("select log_let_go_leaves(1, 256)")).rejects.toMatchObject({ code: "CS004" });
  });

  it("lets go of nothing that a hold covers, and of the rest", async () => {
    const id = await hold({ kind: "correlation", id: "req_300" });
    expect((await letGo(worker)).fields.operational).toBe(0);
    expect(await besideOf(old)).toMatchObject({ operational: expect.any(Number) });
    await lift(id);
    const gone = await letGo(worker);
    expect(gone.fields).toMatchObject({ security: 0, evidence: 0 });
    expect(gone.fields.operational).toBeGreaterThan(0);
    expect(gone.leaves).toBe(0);
    expect(Object.keys(await besideOf(old))).toEqual(["evidence", "security"]);
    expect(Object.keys(await besideOf(young))).toEqual(["evidence", "operational", "security"]);
    expect((await letGo(worker)).fields.operational).toBe(0);
  });

  it("is a lawful hole: the self-audit passes, and every event is still proved", async () => {
    await sequenceOnce();
    expect(await runSelfAudit()).toEqual([]);
    const proof = await proofOf(auditor, old[0] as string);
    expect(verifyProof(proof, parseVerifier(proof.vkey))).toEqual([]);
    expect(proof.beside).toEqual([]);
    expect(await getEvent(auditor, old[0] as string)).toMatchObject({ id: old[0] });
  });

  it("what a hold covers is a fault when it is gone, unless it went before the hold was set", async () => {
    const tooLate = await hold({ kind: "correlation", id: "req_300" });
    await sequenceOnce();
    expect(await runSelfAudit()).toEqual([]);
    const statements = [`delete from audit_personal where event_id = '${held[0]}'`];
    const gone = expect.stringMatching(/which the leaf commits to, is gone$/);
    expect(await whileTampered(statements, auditing)).toContainEqual(gone);
    // Nor does it help to take the hold out of its table.
    expect(await whileTampered([...statements, "delete from legal_holds"], auditing)).toContainEqual(gone);
    for (const one of [heldBy, tooLate]) await lift(one);
    expect((await letGo(worker)).fields.operational).toBeGreaterThan(0);
    await sequenceOnce();
    expect(await runSelfAudit()).toEqual([]);
  });

  it("any other hole is a fault", async () => {
    const gone = (id: string | undefined) => `delete from audit_personal where event_id = '${id}'`;
    for (const [what, statement] of [
      ["of a young event", gone(young[0])],
      ["of another class", gone(old[1])],
      ["of evidence", gone(old[2])],
    ] as const) {
      const faults = await whileTampered([statement], auditing);
      expect(faults, what).toContainEqual(expect.stringMatching(/which the leaf commits to, is gone$/));
    }
  });
});
