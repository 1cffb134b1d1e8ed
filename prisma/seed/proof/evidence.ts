import { sequenceOnce } from "@/lib/audit";
import { systemContext } from "@/lib/context";
import { db, sql } from "@/lib/db";
import { askExport, createLink, gatherExport, openExport, openLink } from "@/lib/evidence";
import { contextOf, teamId } from "../organisation";
import { daysBefore } from "../time";

const ASKED_DAYS_AGO = 6.2;
const LINKED_DAYS_AGO = 5.1;
const OPENED_DAYS_AGO = 4.2;
const KEEP_DAYS = 90;
/** Asked, written, proved: more steps than these are none of an export's. */
const MOST_STEPS = 6;
const AUDITOR = "Ingrid Solheim, Fjellheim Revisjon";
/** Of a network that is kept for documents. */
const ADDRESS = "203.0.113.24";
const MINUTE_MS = 60_000;

/** What the payments team's agents did in a month: taken home by Yuki, and shared with an auditor outside, who opened it once. */
export async function seedExport(now: Date): Promise<void> {
  if ((await db().evidenceExport.count()) > 0) return;
  const asked = daysBefore(now, ASKED_DAYS_AGO);
  const { from, to, name } = monthBefore(asked);
  const agents = await db().agent.findMany({
    where: { teamId: teamId("Payments"), environment: "production", status: "active" },
    select: { id: true },
    orderBy: { id: "asc" },
  });
  const search = { agentId: agents.map(({ id }) => id), from: from.toISOString(), to: to.toISOString() };
  const yuki = (at: Date) => contextOf("yuki", at);
  const { id } = await askExport(yuki(asked), {
    title: `Payments of ${name}`,
    query: { kind: "events", search },
    formats: ["jsonl", "csv", "pdf"],
    keepDays: KEEP_DAYS,
  });
  const ready = new Date(asked.getTime() + MINUTE_MS);
  await makeIt(id, ready);
  await openExport(yuki(new Date(ready.getTime() + 4 * MINUTE_MS)), id);
  await share(id, now);
}

/** As the worker does; the log signs each event that the next step rests on. */
async function makeIt(id: string, at: Date): Promise<void> {
  for (let step = 0; step < MOST_STEPS; step++) {
    await sequenceOnce();
    if ((await gatherExport(systemContext("worker", { now: at }), id)) === "over") break;
  }
  const { rowCount } = await sql().query(
    "update evidence_exports set ready_at = $2 where id = $1 and state = 'ready'",
    [id, at],
  );
  if (rowCount !== 1) throw new Error("the demo's export of evidence did not come to its end");
}

async function share(exportId: string, now: Date): Promise<void> {
  const made = contextOf("ines", daysBefore(now, LINKED_DAYS_AGO));
  const { secret } = await createLink(made, { exportId, recipient: AUDITOR, days: 30 });
  await openLink({ secret, address: ADDRESS, now: daysBefore(now, OPENED_DAYS_AGO) });
}

/** The calendar month (UTC) before the one that `at` lies in. */
function monthBefore(at: Date): { from: Date; to: Date; name: string } {
  const [year, month] = [at.getUTCFullYear(), at.getUTCMonth()];
  const from = new Date(Date.UTC(year, month - 1));
  const name = from.toLocaleDateString("en", { month: "long", year: "numeric", timeZone: "UTC" });
  return { from, to: new Date(Date.UTC(year, month) - 1), name };
}
