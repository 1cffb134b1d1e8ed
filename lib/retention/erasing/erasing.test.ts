import fs from "node:fs";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { erasedOnFile, getEvent, proofOf, recordEvent, runSelfAudit, sequenceOnce } from "@/lib/audit";
import { contextFor, systemContext } from "@/lib/context";
import { closeDatabase, db, inSqlTransaction, inTransaction, sql } from "@/lib/db";
import { newId } from "@/lib/ids";
import { contextAs } from "@/lib/testing/contexts";
import { auditing, testLog } from "@/lib/testing/log";
import { whileTampered } from "@/lib/testing/tampers";
import { parseVerifier, verifyProof } from "@/lib/transparency";
import { askErasure, confirmErasure, erasedAgain, previewErasure } from "../index";

testLog();

const worker = systemContext("worker");
const [CORA, HENRY, GERO, RUTH] = [newId("per"), newId("per"), newId("per"), newId("per")];
const cora = contextAs("compliance", { id: CORA, now: new Date() });
const henry = contextAs("ciso", { id: HENRY, now: new Date() });
const auditor = contextAs("auditor", { id: newId("per"), now: new Date() });
const reason = "He left, and asked for it in writing.";
const SECRETS = ["Gero Former", "gero@firm.example", "192.0.2.7", "Mozilla"];
const backup = `backup_${newId("req").slice(4)}`;
const later = `later_${newId("req").slice(4)}`;
const events: string[] = [];
let original = "";

async function withAdmin(work: (admin: pg.Client) => Promise<unknown>): Promise<void> {
  const admin = new pg.Client(inject("adminUrl"));
  await admin.connect();
  await work(admin).finally(() => admin.end());
}

async function onClient<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await sql().connect();
  return work(client).finally(() => client.release());
}

/** A person with everything that is kept of one, and a log that tells of them. */
async function live(id: string, name: string, email: string): Promise<string[]> {
  await db().person.create({ data: { id, name, email, status: "deactivated", title: "Clerk" } });
  await db().consoleSession.create({
    data: {
      id: newId("ses"),
      personId: id,
      method: "local",
      address: "192.0.2.7",
      userAgent: "Mozilla",
      expiresAt: new Date(),
    },
  });
  await db().externalIdentity.create({ data: { issuer: "https://idp.example", subject: email, personId: id } });
  const own = contextFor({ kind: "user", id, sessionId: "ses_x", grants: [] });
  const created = {
    type: "person.created" as const,
    targetId: id,
    details: { method: "local" },
    personal: { name, email },
  };
  return [
    await inSqlTransaction((tx) => recordEvent(tx, cora, created)),
    await inTransaction((tx) =>
      recordEvent(tx, own, {
        type: "session.started",
        targetId: newId("ses"),
        details: { method: "local" },
        personal: { address: "192.0.2.7", userAgent: "Mozilla" },
      }),
    ),
  ];
}

/** Every table that holds one of these texts anywhere. */
async function findAnywhere(texts: readonly string[]): Promise<string[]> {
  const { rows } = await sql().query<{ name: string }>(
    `select c.oid::regclass::text as name from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'`,
  );
  const found: string[] = [];
  for (const { name } of rows) {
    const hit = await sql().query(`select 1 from ${name} t where t::text ilike any ($1) limit 1`, [
      texts.map((text) => `%${text}%`),
    ]);
    if (hit.rowCount) found.push(name);
  }
  return found;
}

beforeAll(async () => {
  await db().person.createMany({
    data: [
      { id: CORA, name: "Cora", email: "cora@firm.example" },
      { id: HENRY, name: "Henry", email: "henry@firm.example" },
    ],
  });
  events.push(...(await live(GERO, "Gero Former", "gero@firm.example")));
  await live(RUTH, "Ruth Stays", "ruth@firm.example");
  await sequenceOnce();
  original = new URL(process.env.DATABASE_URL as string).pathname.slice(1);
});
afterAll(() => withAdmin((admin) => admin.query(`drop database if exists ${backup} with (force)`)));

describe("L3 personal fields are sealed under the person's key", () => {
  it("stand encrypted beside their leaves, and read as before", async () => {
    const { rows } = await sql().query(
      "select person_id, octet_length(salt) as salt, value from audit_personal where event_id = any($1)",
      [events],
    );
    expect(rows).toHaveLength(4);
    for (const row of rows) expect(row).toMatchObject({ person_id: GERO, salt: 0 });
    expect(await findAnywhere(["Gero Former"])).toEqual(["people"]);
    const proof = await proofOf(auditor, events[0] as string);
    expect(proof.beside?.map(({ value }) => value).sort()).toEqual(["Gero Former", "gero@firm.example"]);
    expect(verifyProof(proof, parseVerifier(proof.vkey))).toEqual([]);
    expect(await runSelfAudit()).toEqual([]);
  });

  it("are found when they are exchanged, moved or sealed by nobody's key", async () => {
    const value = (event: string | undefined, field: string) =>
      `(select value from audit_personal where event_id = '${event}' and field = '${field}')`;
    for (const statement of [
      `update audit_personal set value = ${value(events[0], "email")} where event_id = '${events[0]}' and field = 'name'`,
      `update audit_personal set person_id = '${RUTH}' where event_id = '${events[0]}'`,
      `update audit_personal set salt = 'x' where event_id = '${events[0]}'`,
      `update person_keys set key = (select key from person_keys where person_id = '${RUTH}') where person_id = '${GERO}'`,
      `update person_keys set key = '', destroyed_at = now() where person_id = '${GERO}'`,
      `delete from person_keys where person_id = '${GERO}'`,
    ]) {
      const faults = await whileTampered([statement], (client) =>
        auditing(client).catch((error: Error) => [error.message]),
      );
      expect(faults, statement).not.toEqual([]);
    }
  });
});

describe("L3 erasure destroys the key: leaves, proofs and roots stay", () => {
  it("leaves nothing of the person to be read, and stands on the file beside the guard", async () => {
    await withAdmin(async (admin) => {
      await closeDatabase();
      await admin.query(`create database ${backup} template ${original}`);
    });
    const known = await previewErasure(henry, GERO);
    expect(known).toMatchObject({
      sealed: 4,
      bars: [],
      rows: expect.arrayContaining([{ what: "sessions", count: 1 }]),
    });
    const { id } = await askErasure(cora, { personId: GERO, reason });
    expect(await confirmErasure(henry, { erasureId: id, version: 1 })).toMatchObject({ fields: expect.any(Number) });
    expect(await findAnywhere(SECRETS.slice(0, 2))).toEqual([]);
    expect(erasedOnFile()).toMatchObject([{ personId: GERO, erasureId: id, askedById: CORA, confirmedById: HENRY }]);
    await sequenceOnce();
  });

  it("keeps every proof valid, and shows what was erased as erased", async () => {
    expect(await runSelfAudit()).toEqual([]);
    const proof = await proofOf(auditor, events[0] as string);
    expect(verifyProof(proof, parseVerifier(proof.vkey))).toEqual([]);
    expect(proof.beside).toEqual([]);
    const { personal } = await getEvent(auditor, events[0] as string);
    for (const { value } of personal) expect(value).toMatch(/^erased on \d{4}-\d\d-\d\d$/);
  });

  it("seals what is recorded of an erased person under a key that nobody keeps", async () => {
    const own = contextFor({ kind: "user", id: GERO, sessionId: "ses_x", grants: [] });
    const personal = { address: "192.0.2.99", userAgent: "Late" };
    await inSqlTransaction((tx) =>
      recordEvent(tx, own, { type: "session.started", targetId: newId("ses"), details: { method: "local" }, personal }),
    );
    await sequenceOnce();
    expect(await findAnywhere(["192.0.2.99"])).toEqual([]);
    expect(await runSelfAudit()).toEqual([]);
  });

  it("does not let a destroyed key come back", async () => {
    await expect(
      sql().query("update person_keys set destroyed_at = null where person_id = $1", [GERO]),
    ).rejects.toMatchObject({ code: "CS004" });
    await expect(sql().query("select log_erase($1, '{}', '{}')", [RUTH])).rejects.toMatchObject({ code: "CS004" });
  });

  it("holds after a backup was restored: erased again, proofs valid, and the log sealed as it must be", async () => {
    await withAdmin(async (admin) => {
      await closeDatabase();
      await admin.query(`alter database ${original} rename to ${later}`);
      await admin.query(`alter database ${backup} rename to ${original}`);
    });
    expect(await db().person.findUnique({ where: { id: GERO } })).toMatchObject({ name: "Gero Former" });
    await sequenceOnce();
    expect((await sql().query("select sealed_reason <> '' as sealed from log_state")).rows).toEqual([{ sealed: true }]);
    expect(await erasedAgain(worker)).toBe(1);
    expect(await findAnywhere(SECRETS.slice(0, 2))).toEqual([]);
    expect(await db().person.findUnique({ where: { id: GERO } })).toMatchObject({ name: "Erased person" });
    expect(await db().person.findUnique({ where: { id: RUTH } })).toMatchObject({ name: "Ruth Stays" });
    expect(await erasedAgain(worker)).toBe(0);
    const proof = await proofOf(auditor, events[0] as string);
    expect(verifyProof(proof, parseVerifier(proof.vkey))).toEqual([]);
    const faults = await onClient(auditing);
    // What is missing is what the guard knows and the backup does not; the erasure itself is no fault.
    expect(faults).not.toEqual([]);
    expect(faults.filter((fault) => !/^rolled back|^the checkpoint of \d+ leaves is missing/.test(fault))).toEqual([]);
  });

  it("tells the log of it as soon as the log takes events again", async () => {
    await withAdmin(async (admin) => {
      await closeDatabase();
      await admin.query(`drop database ${original} with (force)`);
      await admin.query(`alter database ${later} rename to ${original}`);
    });
    const file = `${process.env.COUNTERSIGN_DATA_DIR}/guard/erasures.log`;
    fs.appendFileSync(file, `per_cut ers_cut`);
    fs.appendFileSync(file, `\n${RUTH} ${newId("ers")} ${CORA} ${HENRY} ${new Date().toISOString()}\n`);
    expect(await erasedAgain(worker)).toBe(1);
    const { rows } = await sql().query("select type from audit_events where target_id = $1 and type like 'erasure.%'", [
      RUTH,
    ]);
    expect(rows).toEqual([{ type: "erasure.done_again" }]);
    expect(await erasedAgain(worker)).toBe(0);
  });
});
