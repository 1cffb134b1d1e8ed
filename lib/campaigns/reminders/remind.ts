import { recordEvents } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction, type SqlTx } from "@/lib/db";
import { tellPeople } from "@/lib/notifications";
import { dayIn, isManagerDue, isMorning, rungOf, rungWords } from "./rules";
import {
  type Asked,
  countOpen,
  findManager,
  insertRungs,
  isOnlyReminder,
  type Open,
  type Rung,
  selectAsked,
  selectClimbed,
} from "./store";

/** One transaction reminds no more people than this. */
const BATCH = 200;
const REVIEWS = "/campaigns/reviews";

/** Somebody whose ladder may have a rung today. `told`: they had their message of the day. */
interface Due {
  personId: string;
  told: boolean;
  asked: Asked[];
}

/**
 * Reminds who still has open items of their deadline (C3): once on each rung, in one message a day over all campaigns, in the morning of
 * the person's own zone; then their manager. Who has nothing open hears nothing. For the worker; safe with several.
 * @returns how many people were told, and of how many the manager
 */
export async function remind(ctx: Context): Promise<{ people: number; managers: number }> {
  const told = { people: 0, managers: 0 };
  const due = await inSqlTransaction(dueNow);
  for (let from = 0; from < due.length; from += BATCH) {
    const rungs = await inSqlTransaction((tx) => remindMany(tx, ctx, due.slice(from, from + BATCH)));
    const managers = rungs.filter(({ step }) => step === "manager");
    told.managers += managers.length;
    told.people += new Set(rungs.filter(({ step }) => step !== "manager").map(({ personId }) => personId)).size;
  }
  return told;
}

async function remindMany(tx: SqlTx, ctx: Context, due: readonly Due[]): Promise<Rung[]> {
  if (!(await isOnlyReminder(tx))) return [];
  const rungs: Rung[] = [];
  for (const one of due) rungs.push(...(await remindOne(tx, ctx, one)));
  await recordTurn(tx, ctx, rungs);
  return rungs;
}

/** Everybody whose ladder has a rung today that they have not climbed; whether something is open for them is counted later. */
async function dueNow(tx: SqlTx): Promise<Due[]> {
  const asked = (await selectAsked(tx)).filter(({ timeZone, now }) => isMorning(timeZone, now));
  const climbed = await selectClimbed(tx, [...new Set(asked.map(({ personId }) => personId))]);
  const known = new Set(climbed.map((rung) => keyOf(rung)));
  const messages = Map.groupBy(
    climbed.filter(({ step }) => step !== "manager"),
    ({ personId }) => personId,
  );
  return [...Map.groupBy(asked, ({ personId }) => personId)].flatMap(([personId, of]) => {
    const told = of.some(({ timeZone, now }) =>
      (messages.get(personId) ?? []).some(({ at }) => dayIn(timeZone, at) === dayIn(timeZone, now)),
    );
    return of.some((one) => isWanting(one, { told, known })) ? [{ personId, told, asked: of }] : [];
  });
}

function isWanting(one: Asked, { told, known }: { told: boolean; known: ReadonlySet<string> }): boolean {
  const step = rungOf({ ...one, reminderDays: one.rules.reminderDays });
  if (!told && step !== null && !known.has(keyOf({ ...one, step }))) return true;
  const manager = isManagerDue({ ...one, afterDays: one.rules.managerAfterDays });
  return manager && !known.has(keyOf({ ...one, step: "manager" }));
}

const keyOf = (rung: Pick<Rung, "personId" | "campaignId" | "stage" | "step">) =>
  [rung.personId, rung.campaignId, rung.stage, rung.step].join(" ");

async function remindOne(tx: SqlTx, ctx: Context, { personId, told, asked }: Due): Promise<Rung[]> {
  const byCampaign = new Map(asked.map((one) => [one.campaignId, one]));
  const open = await countOpen(tx, personId, [...byCampaign.keys()]);
  const wanted = open.flatMap((found) => {
    const one = byCampaign.get(found.campaignId);
    return one ? rungsFor(personId, found, one).filter(({ step }) => !told || step === "manager") : [];
  });
  const climbed = await insertRungs(tx, wanted);
  const steps = climbed.filter(({ step }) => step !== "manager");
  if (steps.length > 0) await tellPerson(tx, ctx, { personId, steps, open });
  for (const { campaignId, stage } of climbed.filter(({ step }) => step === "manager")) {
    const found = open.find((one) => one.campaignId === campaignId);
    if (found) await tellManager(tx, ctx, { personId, stage, found });
  }
  return climbed;
}

function rungsFor(
  personId: string,
  { campaignId, items, dueAt }: Open,
  { stage, timeZone, rules, now }: Asked,
): Rung[] {
  const rung = { campaignId, stage, personId, open: items };
  const step = rungOf({ dueAt, now, timeZone, reminderDays: rules.reminderDays });
  const manager = isManagerDue({ dueAt, now, timeZone, afterDays: rules.managerAfterDays });
  return [...(step ? [{ ...rung, step }] : []), ...(manager ? [{ ...rung, step: "manager" }] : [])];
}

/** One message over all campaigns in which something is open for them, named for the most urgent that has a rung today. */
async function tellPerson(
  tx: SqlTx,
  ctx: Context,
  { personId, steps, open }: { personId: string; steps: readonly Rung[]; open: readonly Open[] },
): Promise<void> {
  const first = open.find(({ campaignId }) => steps.some((rung) => rung.campaignId === campaignId));
  if (!first) return;
  const step = steps.find((rung) => rung.campaignId === first.campaignId)?.step ?? "due";
  const isOver = step.startsWith("overdue");
  await tellPeople(tx, ctx, {
    kind: "campaign_reminder",
    personIds: [personId],
    targetId: first.campaignId,
    agentId: null,
    occasion: `${first.stage}:${step}`,
    content: {
      path: REVIEWS,
      name: first.name,
      count: open.reduce((sum, { items }) => sum + items, 0),
      rung: rungWords(step),
      ...(open.length > 1 ? { status: `and ${open.length - 1} more` } : {}),
      // A reminder of a deadline that has passed by then is needless; one that says "overdue" is not.
      ...(isOver ? {} : { until: first.dueAt.toISOString() }),
    },
  });
}

async function tellManager(
  tx: SqlTx,
  ctx: Context,
  { personId, stage, found }: { personId: string; stage: number; found: Open },
): Promise<void> {
  const above = await findManager(tx, personId);
  if (!above) return;
  await tellPeople(tx, ctx, {
    kind: "campaign_overdue",
    personIds: [above.managerId],
    targetId: found.campaignId,
    agentId: null,
    occasion: `${stage}:${personId}`,
    content: { path: "/", name: found.name, by: above.name, count: found.items },
  });
}

/** One event for each campaign in a turn: how many were reminded, and on which rungs. Who it was stands beside it. */
async function recordTurn(tx: SqlTx, ctx: Context, rungs: readonly Rung[]): Promise<void> {
  const byCampaign = Map.groupBy(rungs, ({ campaignId }) => campaignId);
  const events = [...byCampaign].map(([targetId, of]) => {
    const steps = [...new Set(of.map(({ step }) => step))].sort();
    const people = new Set(of.filter(({ step }) => step !== "manager").map(({ personId }) => personId)).size;
    const managers = of.filter(({ step }) => step === "manager").length;
    return { type: "campaign.reminded" as const, targetId, details: { people, steps, managers } };
  });
  await recordEvents(tx, ctx, events);
}
