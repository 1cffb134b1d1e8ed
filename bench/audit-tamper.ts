import { recordEvents, sequenceOnce } from "@/lib/audit";
import { auditLog } from "@/lib/audit/self-audit";
import { systemContext } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { drawTamper, factsOf, randomFrom, whileTampered } from "@/lib/testing/tampers";
import { onStage, printTable, round } from "./audit-stage";

/** How many random changes are made: BENCH_TAMPERS for another number; BENCH_SEED for other ones. */
const CHANGES = Number(process.env.BENCH_TAMPERS || 1_000);
const SEED = Number(process.env.BENCH_SEED || 20_261_121);
const SOUND_LOOKS = 20;

/** Random changes by a superuser to a log of some 800 events, each looked for by the self-audit, each undone. */
export async function run(): Promise<void> {
  await onStage(async () => {
    await grow();
    const facts = await factsOf();
    const random = randomFrom(SEED);
    let falseAlarms = 0;
    for (let look = 0; look < SOUND_LOOKS; look++) {
      if ((await whileTampered([], auditLog)).length > 0) falseAlarms++;
    }
    const missed: string[] = [];
    const started = performance.now();
    for (let change = 0; change < CHANGES; change++) {
      const tamper = drawTamper(facts, random);
      if ((await whileTampered(tamper.statements, auditLog)).length === 0) missed.push(tamper.what);
    }
    const each = (performance.now() - started) / CHANGES;
    printTable([
      ["random changes found", `${round(CHANGES - missed.length)} of ${round(CHANGES)}`, "all", `seed ${SEED}`],
      ["alarms where nothing changed", `${falseAlarms} of ${SOUND_LOOKS}`, "none"],
      ["a full look at the log", `${each.toFixed(0)} ms`, "", `${facts.size} leaves`],
    ]);
    for (const what of missed) console.log(`  MISSED ${what}`);
  });
}

async function grow(): Promise<void> {
  for (let batch = 0; batch < 8; batch++) {
    const ctx = systemContext("bench");
    await inSqlTransaction((tx) =>
      recordEvents(
        tx,
        ctx,
        Array.from({ length: 100 }, (_, at) =>
          at % 10 === 0
            ? {
                type: "person.created",
                targetId: `per_${at}`,
                personal: { name: `Person ${at}`, email: `${at}@b.example` },
              }
            : { type: "team.created", targetId: `tem_${at}`, details: { name: `Team ${batch} ${at}` } },
        ),
      ),
    );
    await sequenceOnce();
  }
}
