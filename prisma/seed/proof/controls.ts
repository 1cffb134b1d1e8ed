import { assignControl, beginGuide, noteGuide, scopeControl } from "@/lib/compliance";
import { systemContext } from "@/lib/context";
import { db, sql } from "@/lib/db";
import { contextOf } from "../organisation";
import { personByKey } from "../people";
import { daysBefore } from "../time";

const OWNERS = {
  "soc2/CC6.1": "henrik",
  "soc2/CC6.3": "ines",
  "iso27001/A.5.3": "ines",
  "iso27001/A.8.15": "henrik",
  "eu-ai-act/Art.14": "ines",
} as const;

const BEGUN_DAYS_AGO = 45;
/** When each step was first seen done; what is not named here was seen a week ago. */
const DONE_DAYS_AGO: Readonly<Record<string, number>> = {
  "import-inventory": 44,
  "classify-agents": 41,
  "connect-agent": 36,
  "gateway-key": 37,
  "publish-policy": 43,
  "first-approval": 40,
  "switch-drill": 30,
  "launch-campaign": 42,
  "close-campaign": 17,
  "first-quarter": 20,
};
const LATELY = 6;

/** Who answers for which controls, and one that does not apply to a forwarder. */
export async function seedControls(now: Date): Promise<void> {
  if ((await db().control.count()) > 0) return;
  const ctx = contextOf("ines", daysBefore(now, 28));
  for (const [id, key] of Object.entries(OWNERS)) {
    await assignControl(ctx, { id, version: 0, ownerId: personByKey(key).id });
  }
  const note = "Norvik Freight is no financial entity; the card acquirer is audited under it itself.";
  await scopeControl(ctx, { id: "dora/Art.28", version: 0, applies: false, note });
}

/** The roll-out guide, begun half a quarter ago, with each step that the console sees done. */
export async function seedGuide(now: Date): Promise<void> {
  const begun = daysBefore(now, BEGUN_DAYS_AGO);
  if ((await db().guideStep.count()) > 0) return;
  await beginGuide(contextOf("priya", begun), { beginsOn: begun.toISOString().slice(0, 10) });
  await noteGuide(systemContext("worker", { now }));
  const { rows } = await sql().query<{ step: string }>(
    "select step from guide_steps where step <> 'start' order by step",
  );
  for (const { step } of rows) {
    const doneAt = daysBefore(now, DONE_DAYS_AGO[step] ?? LATELY);
    await db().guideStep.update({ where: { step }, data: { doneAt } });
  }
}
