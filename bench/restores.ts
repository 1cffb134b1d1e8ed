import fs from "node:fs";
import pg from "pg";
import { logHealth, recordEvents, sequenceOnce } from "@/lib/audit";
import { systemContext } from "@/lib/context";
import { closeDatabase, inSqlTransaction } from "@/lib/db";
import { rollbackGuardFile } from "@/lib/paths";
import { onStage, printTable, round } from "./audit-stage";

/** BENCH_RESTORES: how many older backups are restored. */
const RESTORES = Number(process.env.BENCH_RESTORES || 50);
const EVENTS = 40;

/**
 * Older backups of the database, each put in the place of the newer one: the log has to be sealed before anything is signed, and to go
 * on as if nothing had been when the newer one is back.
 */
export async function run(): Promise<void> {
  await onStage(async ({ url }) => {
    const admin = new pg.Client({ connectionString: url.replace(/\/bench$/, "/postgres") });
    await admin.connect();
    const copy = async (from: string, to: string) => {
      await closeDatabase();
      await admin.query(`drop database if exists ${to} with (force)`);
      await admin.query(`create database ${to} template ${from}`);
    };
    const counts = { sealed: 0, signed: 0, wrote: 0, wentOn: 0 };
    await grow();
    try {
      for (let n = 0; n < RESTORES; n++) {
        await copy("bench", "backup");
        await grow();
        await copy("bench", "newest");
        const marks = marksOf();
        await copy("backup", "bench");
        const outcome = await sequenceOnce();
        if (outcome.sealed && (await logHealth()).state === "sealed") counts.sealed += 1;
        if (outcome.numbered > 0 || marksOf() !== marks) counts.signed += 1;
        if (
          await grow().then(
            () => true,
            () => false,
          )
        )
          counts.wrote += 1;
        await copy("newest", "bench");
        await grow();
        if ((await logHealth()).ok) counts.wentOn += 1;
      }
    } finally {
      await admin.end();
    }
    console.log(`\n${RESTORES} restores of an older backup`);
    printTable([
      ["sealed before anything else", round(counts.sealed), String(RESTORES)],
      ["signed or marked anything", round(counts.signed), "0"],
      ["let anything be written", round(counts.wrote), "0"],
      ["went on with the newest database", round(counts.wentOn), String(RESTORES)],
    ]);
  });
}

async function grow(): Promise<void> {
  const event = { type: "agent.activated", targetId: "agt_1", details: { name: "Invoice matcher" } } as const;
  await inSqlTransaction((tx) =>
    recordEvents(
      tx,
      systemContext("bench"),
      Array.from({ length: EVENTS }, () => event),
    ),
  );
  const { numbered, sealed } = await sequenceOnce();
  if (sealed || numbered === 0) throw new Error("nothing was numbered");
}

const marksOf = () => fs.readFileSync(rollbackGuardFile(), "utf8");
