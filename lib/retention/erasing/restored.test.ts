import fs from "node:fs";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { erasedOnFile, openEpoch, recordEvent, runSelfAudit, sequenceOnce } from "@/lib/audit";
import { erasureFile } from "@/lib/audit/erasure-file";
import { openField, unwrapKey } from "@/lib/audit/sealing";
import { contextFor, systemContext } from "@/lib/context";
import { closeDatabase, db, inSqlTransaction, sql } from "@/lib/db";
import { newId } from "@/lib/ids";
import { contextAs } from "@/lib/testing/contexts";
import { pastTheWalls, testLog } from "@/lib/testing/log";
import { askErasure, confirmErasure, erasedAgain, previewErasure } from "../index";

testLog();

const worker = () => systemContext("worker");
const [CORA, HENRY, ADA, GERO, OLD] = [newId("per"), newId("per"), newId("per"), newId("per"), newId("per")];
const cora = contextAs("compliance", { id: CORA, now: new Date() });
const henry = contextAs("ciso", { id: HENRY, now: new Date() });
const reason = "They left, and asked for it in writing.";
const backup = `backup_${newId("req").slice(4)}`;
const later = `later_${newId("req").slice(4)}`;

async function withAdmin(work: (admin: pg.Client) => Promise<unknown>): Promise<void> {
  const admin = new pg.Client(inject("adminUrl"));
  await admin.connect();
  await closeDatabase();
  await work(admin).finally(() => admin.end());
}

/** Somebody who left, whose making and one sign-in stand in the log. */
async function live(id: string, name: string): Promise<{ about: string; own: string }> {
  const email = `${name.toLowerCase().replace(" ", ".")}@firm.example`;
  await db().person.create({ data: { id, name, email, status: "deactivated" } });
  const own = contextFor({ kind: "user", id, sessionId: "ses_x", grants: [] });
  const created = { targetId: id, details: { method: "local" }, personal: { name, email } };
  const seen = { address: "192.0.2.7", userAgent: "Mozilla" };
  const started = { targetId: newId("ses"), details: { method: "local" }, personal: seen };
  return {
    about: await inSqlTransaction((tx) => recordEvent(tx, cora, { type: "person.created", ...created })),
    own: await inSqlTransaction((tx) => recordEvent(tx, own, { type: "session.started", ...started })),
  };
}

async function eraseNow(personId: string): Promise<{ id: string; fields: number }> {
  const { id } = await askErasure(cora, { personId, reason });
  const { fields } = await confirmErasure(henry, { erasureId: id, version: 1 });
  return { id, fields };
}

const besideOf = async (eventId: string) =>
  (await sql().query("select field from audit_personal where event_id = $1 order by 1", [eventId])).rows.map(
    ({ field }) => field,
  );

beforeAll(async () => {
  for (const [id, name, role] of [
    [CORA, "Cora", "compliance"],
    [HENRY, "Henry", "ciso"],
    [ADA, "Ada", "admin"],
  ] as const) {
    const grants = { create: { id: newId("grt"), role, teamId: null } };
    await db().person.create({ data: { id, name, email: `${name}@firm.example`.toLowerCase(), grants } });
  }
});

describe("L3 personal fields of before there were keys", () => {
  it("are deleted by an erasure, lawfully, and nothing of others", async () => {
    const events = await live(OLD, "Olaf Early");
    const other = await live(newId("per"), "Ruth Stays");
    await sequenceOnce();
    await asBeforeKeys(OLD);
    expect(await runSelfAudit()).toEqual([]);
    expect(await previewErasure(henry, OLD)).toMatchObject({ sealed: 0, readable: 2 });
    // With the reason that was given for it, which is about them as well.
    expect((await eraseNow(OLD)).fields).toBe(5);
    expect([await besideOf(events.about), await besideOf(events.own)]).toEqual([[], []]);
    expect([await besideOf(other.about), await besideOf(other.own)]).toEqual([
      ["email", "name"],
      ["address", "userAgent"],
    ]);
    await sequenceOnce();
    expect(await runSelfAudit()).toEqual([]);
  });
});

/** What was recorded before personal fields were sealed: readable, with its salt, and nobody's key. */
async function asBeforeKeys(personId: string): Promise<void> {
  await pastTheWalls(async (client) => {
    const { rows } = await client.query(
      "select p.event_id, p.field, p.value, k.key from audit_personal p join person_keys k using (person_id) where person_id = $1",
      [personId],
    );
    for (const { event_id: eventId, field, value, key } of rows) {
      const opened = openField(unwrapKey(personId, key), { eventId, field }, value);
      await client.query(
        "update audit_personal set salt = $3, value = $4, person_id = null where event_id = $1 and field = $2",
        [eventId, field, opened?.salt, opened?.value],
      );
    }
    await client.query("delete from person_keys where person_id = $1", [personId]);
  });
}

describe("L3 an erasure holds in a restored backup that goes on in a new epoch", () => {
  let original = "";
  afterAll(() => withAdmin((admin) => admin.query(`drop database if exists ${later} with (force)`)));

  it("is told by the new epoch, which is sound, and once", async () => {
    await live(GERO, "Gero Former");
    await sequenceOnce();
    original = new URL(process.env.DATABASE_URL as string).pathname.slice(1);
    await withAdmin((admin) => admin.query(`create database ${backup} template ${original}`));
    const { id } = await eraseNow(GERO);
    await sequenceOnce();
    await withAdmin(async (admin) => {
      await admin.query(`alter database ${original} rename to ${later}`);
      await admin.query(`alter database ${backup} rename to ${original}`);
    });
    expect(await db().person.findUnique({ where: { id: GERO } })).toMatchObject({ name: "Gero Former" });
    expect(await sequenceOnce()).toMatchObject({ sealed: true });
    expect(await erasedAgain(worker())).toBe(1);
    expect(await told()).toEqual([]);
    await openEpoch(systemContext("command-line"), {
      administrator: "ada@firm.example",
      controller: "cora@firm.example",
      reason: "The database was restored from the backup of last night.",
    });
    await sequenceOnce();
    expect(await erasedAgain(worker())).toBe(1);
    expect(await told()).toEqual([{ type: "erasure.done_again", erasure: id }]);
    expect(await erasedAgain(worker())).toBe(0);
    await sequenceOnce();
    expect(await runSelfAudit()).toEqual([]);
    expect(await db().person.findUnique({ where: { id: GERO } })).toMatchObject({ name: "Erased person" });
  });

  it("gives back to the file what it lost, as far as the database knows", async () => {
    const known = erasedOnFile().map(({ personId, erasureId }) => ({ personId, erasureId }));
    expect(known).toContainEqual(expect.objectContaining({ personId: GERO }));
    fs.truncateSync(erasureFile(), fs.statSync(erasureFile()).size - 20);
    expect(erasedOnFile()).toHaveLength(known.length - 1);
    expect(await erasedAgain(worker())).toBe(0);
    fs.rmSync(erasureFile());
    expect(await erasedAgain(worker())).toBe(0);
    expect(erasedOnFile()).toMatchObject(known);
    expect(await erasedAgain(worker())).toBe(0);
    expect(erasedOnFile()).toHaveLength(known.length);
  });
});

const told = async () =>
  (
    await sql().query(
      "select type, details ->> 'erasureId' as erasure from audit_events where target_id = $1 and type like 'erasure.done%'",
      [GERO],
    )
  ).rows;
