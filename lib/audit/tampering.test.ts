import { describe, expect, it } from "vitest";
import { systemContext } from "@/lib/context";
import { inSqlTransaction, sql } from "@/lib/db";
import { recordSome, testLog } from "@/lib/testing/log";
import { drawTamper, factsOf, type LogFacts, randomFrom, TAMPERS, whileTampered } from "@/lib/testing/tampers";
import { recordEvents, runSelfAudit, sequenceOnce } from "./index";
import { auditLog } from "./self-audit";
import { onOneConnection } from "./store";

testLog();

async function grow(): Promise<LogFacts> {
  for (const count of [40, 300, 180]) {
    await recordSome(count);
    await inSqlTransaction((tx) =>
      recordEvents(tx, systemContext("test"), [
        {
          type: "person.created",
          targetId: "per_a",
          details: { method: "local" },
          personal: { name: "Ada", email: "a@b.example" },
        },
      ]),
    );
    await sequenceOnce();
  }
  return factsOf();
}

describe("L2 tampering", () => {
  it("is found, whatever its kind; and nothing is found where nothing was changed", async () => {
    const facts = await grow();
    expect(facts).toMatchObject({
      tiles: [
        [0, 0],
        [0, 1],
      ],
      withPersonal: expect.any(Array),
    });
    expect(await onOneConnection(auditLog)).toEqual([]);
    const random = randomFrom(20_261_121);
    const unseen: string[] = [];
    for (const [kind, draw] of Object.entries(TAMPERS)) {
      for (let turn = 0; turn < 4; turn++) {
        const tamper = draw(facts, (count) => Math.floor(random() * count));
        const faults = await whileTampered(tamper.statements, auditLog);
        if (faults.length === 0) unseen.push(`${kind}: ${tamper.what}`);
      }
    }
    expect(unseen).toEqual([]);
    expect(await whileTampered([], auditLog)).toEqual([]);
    expect(drawTamper(facts, random).statements.length).toBeGreaterThan(0);
  });

  it.each([
    [
      ["update audit_events set actor_id = 'x' where id = (select event_id from log_sequence where seq = 17)"],
      /^leaf 17: its actor is not/,
    ],
    [
      ["delete from audit_events where id = (select event_id from log_sequence where seq = 20)"],
      /^leaf 20 is missing$/,
    ],
    [
      [
        "update log_sequence set seq = -1 where seq = 3",
        "update log_sequence set seq = 3 where seq = 9",
        "update log_sequence set seq = 9 where seq = -1",
      ],
      /^leaf 3 is out of order: its hash is that of leaf 9$/,
    ],
    [["update log_tiles set hashes = set_byte(hashes, 99, 1) where index = 1"], /^tile\/0\/001 changed/],
    [["delete from log_checkpoints where size = 42"], /^the checkpoint of 42 leaves is missing$/],
  ])("is named: %j", async (statements, expected) => {
    const faults = await whileTampered(statements, auditLog);
    expect(faults.find((fault) => expected.test(fault))).toBeDefined();
  });

  it("is refused by the walls for everybody who does not pass them", async () => {
    for (const statement of [
      "update audit_events set actor_id = 'x'",
      "delete from audit_events",
      "truncate audit_events cascade",
      "update audit_personal set value = 'x'",
      "delete from audit_personal",
      "truncate audit_personal",
      "update audit_events_rest set actor_id = 'x'",
      "delete from audit_events_rest",
      "insert into audit_events_rest select * from audit_events limit 1",
      "delete from audit_personal_rest",
      "update log_tiles set level = 1",
      "delete from log_tiles",
      "truncate log_tiles",
      "delete from log_checkpoints",
      "truncate log_checkpoints",
      "insert into log_checkpoints (epoch, size, root, note) values (1, 9999, '', '')",
      "insert into log_sequence values (1, 9999, 'evt_x', now())",
      "update log_sequence set seq = 9999",
      "truncate log_sequence",
      "delete from log_pending",
      "insert into log_pending (event_id, at) values ('evt_x', now())",
      "update log_state set size = 0",
      "delete from log_state",
      "delete from log_epochs",
    ]) {
      await expect(sql().query(statement), statement).rejects.toMatchObject({ code: "CS004" });
    }
    expect(await runSelfAudit()).toEqual([]);
  });
});
