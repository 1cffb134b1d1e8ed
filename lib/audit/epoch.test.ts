import fs from "node:fs";
import { describe, expect, it } from "vitest";
import { systemContext } from "@/lib/context";
import { db, sql } from "@/lib/db";
import { rollbackGuardFile, signingKeyFile } from "@/lib/paths";
import { contextAs } from "@/lib/testing/contexts";
import { pastTheWalls, recordSome, testLog } from "@/lib/testing/log";
import { parseVerifier, publishedLog, verifyLog } from "@/lib/transparency";
import { logHealth } from "./health";
import { openEpoch, proofOf, readPublished, recordStream, runSelfAudit, sequenceOnce } from "./index";
import { readState } from "./log-store";
import { witnessComplaint } from "./open-epoch";

testLog();

const people = [
  { id: "per_ada", email: "ada@example.com", name: "Ada", role: "admin", teamId: null },
  { id: "per_cem", email: "cem@example.com", name: "Cem", role: "compliance", teamId: null },
] as const;

const recovery = {
  administrator: "ada@example.com",
  controller: "Cem@example.com",
  reason: "The database was restored from the backup of last night.",
};

/** What a restored backup looks like: the log as it was two batches ago, with all its own signatures in order. */
async function restoreAt(size: number): Promise<void> {
  await pastTheWalls(async (client) => {
    const lost = "in (select event_id from log_sequence where seq >= $1)";
    await client.query(`delete from audit_personal where event_id ${lost}`, [size]);
    await client.query(`delete from audit_events where id ${lost}`, [size]);
    await client.query("delete from log_sequence where seq >= $1", [size]);
    await client.query("delete from log_checkpoints where size > $1", [size]);
    await client.query(
      "update log_state set size = $1, published_size = $1, root = (select root from log_checkpoints where size = $1)",
      [size],
    );
  });
}

describe("L2 the roll-back guard", () => {
  it("seals a database that is behind what was published: nothing is written or signed, everything can be read", async () => {
    for (const { role, teamId, ...person } of people) {
      await db().person.create({ data: { ...person, grants: { create: { id: `grt_${person.id}`, role, teamId } } } });
    }
    const [kept] = await recordSome(4);
    await sequenceOnce();
    await recordSome(3);
    await sequenceOnce();
    await restoreAt(5);
    expect(await sequenceOnce()).toMatchObject({ sealed: true });
    expect(await logHealth()).toMatchObject({ ok: false, state: "sealed" });
    expect((await logHealth()).reason).toContain("8 leaves were published and the database has 5");
    await expect(recordSome(1)).rejects.toMatchObject({ code: "sealed" });
    const event = { type: "team.created", targetId: "tem_x" } as const;
    await expect(recordStream(systemContext("test"), event)).rejects.toMatchObject({ code: "sealed" });
    await expect(db().$transaction((tx) => tx.auditEvent.count())).resolves.toBeGreaterThan(0);
    expect((await proofOf(systemContext("test"), kept as string)).index).toBe(1);
    expect(await sequenceOnce()).toMatchObject({ sealed: true, numbered: 0 });
  });

  it.each([
    [{ ...recovery, controller: "ada@example.com" }, "unmet"],
    [{ ...recovery, administrator: "cem@example.com", controller: "ada@example.com" }, "unmet"],
    [{ ...recovery, controller: "nobody@example.com" }, "unmet"],
    [{ ...recovery, reason: "oops" }, "invalid"],
  ])("does not open an epoch for %j", async (input, code) => {
    await expect(openEpoch(systemContext("command-line"), input)).rejects.toMatchObject({ code });
    expect((await readState(sql())).epoch).toBe(1);
  });

  it("does not open an epoch from the console, even for an administrator", async () => {
    await expect(openEpoch(contextAs("admin", { id: "per_ada" }), recovery)).rejects.toMatchObject({
      code: "forbidden",
    });
  });

  it("opens an epoch for two people, once, whose first leaf says what happened", async () => {
    const ctx = systemContext("command-line");
    const results = await Promise.allSettled([openEpoch(ctx, recovery), openEpoch(ctx, recovery)]);
    expect(results.map((result) => result.status).sort()).toEqual(["fulfilled", "rejected"]);
    const state = await readState(sql());
    expect(state).toMatchObject({ epoch: 2, size: 1, sealedReason: "", origin: "countersign.local/log/epoch-2" });
    const { rows } = await sql().query(
      "select e.type, e.details from log_sequence s join audit_events e on e.id = s.event_id where s.epoch = 2 and s.seq = 0",
    );
    expect(rows[0]).toMatchObject({
      type: "log.epoch_opened",
      details: { formerSize: 5, markedSize: 8, administratorId: "per_ada", controllerId: "per_cem" },
    });
    // The seal itself was recorded before it closed, and gets its number in the new epoch.
    expect(await sequenceOnce()).toMatchObject({ sealed: false, numbered: 1 });
    await recordSome(300);
    await sequenceOnce();
    // The loss is answered for; what is left of the first epoch is as sound as the second.
    expect(await runSelfAudit()).toEqual([]);
    for (const prefix of ["", "epochs/1/"]) {
      const read = async (path: string) => (await readPublished(prefix + path))?.body ?? null;
      const verifier = parseVerifier((await read("vkey"))?.toString() ?? "");
      expect((await verifyLog(publishedLog(read), verifier)).faults).toEqual([]);
    }
    await expect(openEpoch(ctx, recovery)).rejects.toMatchObject({ code: "unmet" });
  });

  it.each([
    ["a guard that is gone", () => fs.rmSync(rollbackGuardFile()), "guard is missing"],
    ["another signing key", () => fs.rmSync(signingKeyFile()), ""],
  ])("does not go on with %s", async (_, harm, reason) => {
    const [guard, key] = [fs.readFileSync(rollbackGuardFile()), fs.readFileSync(signingKeyFile())];
    harm();
    if (reason) {
      expect(await sequenceOnce()).toMatchObject({ sealed: true });
      expect((await readState(sql())).sealedReason).toContain(reason);
    } else await expect(sequenceOnce()).rejects.toMatchObject({ code: "unavailable" });
    fs.writeFileSync(rollbackGuardFile(), guard);
    fs.writeFileSync(signingKeyFile(), key, { mode: 0o600 });
    await pastTheWalls((client) => client.query("update log_state set sealed_reason = ''"));
  });

  it("does not use a signing key that others may read", async () => {
    fs.chmodSync(signingKeyFile(), 0o644);
    await expect(sequenceOnce()).rejects.toMatchObject({ code: "unavailable" });
    fs.chmodSync(signingKeyFile(), 0o600);
  });
});

describe("L2 who may answer for a new epoch", () => {
  const admin = { id: "per_a", email: "a@x.example", active: true, roles: ["admin"] };
  const auditor = { id: "per_b", email: "b@x.example", active: true, roles: ["auditor"] };
  it.each([
    [admin, auditor, true],
    [auditor, admin, false],
    [admin, { ...auditor, active: false }, false],
    [admin, { ...auditor, roles: ["owner"] }, false],
    [admin, { ...admin, roles: ["admin", "ciso"] }, false],
    [{ ...admin, roles: [] }, auditor, false],
    [admin, undefined, false],
  ])("%j and %j: %s", (one, other, allowed) => {
    expect(witnessComplaint(one, other) === null).toBe(allowed);
  });
});
