import { recordEvent } from "@/lib/audit";
import { type Context, systemContext } from "@/lib/context";
import { inSqlTransaction, type SqlTx } from "@/lib/db";
import { drawRandom } from "@/lib/random";
import type { MailSettings } from "../mail-settings";
import { renderMail } from "../mails/render";
import { isAlert, isOver, retryAfter } from "../rules";
import { tellPeople } from "../tell-people";
import { type Channel, LIMITS } from "../terms";
import { sendMail } from "./send-mail";
import { sendWebhook } from "./send-webhook";
import {
  deadInARow,
  keepersOf,
  noteTaken,
  setFailed,
  setTrouble,
  settle,
  type Taken,
  type TakenMail,
  type TakenWebhook,
  takeMails,
  takeWebhooks,
} from "./store";

/** The messages of one mail to one person, at least one. */
export type MailJob = readonly [TakenMail, ...TakenMail[]];

/** Takes what is due for up to `people` people; what nobody needs any more is dropped instead. */
export async function takeMailJobs(people: number): Promise<MailJob[]> {
  return await inSqlTransaction(async (tx) => {
    const taken = await takeMails(tx, people);
    const needless = taken.filter((mail) => mail.email === null || isOver(mail.content, mail.now));
    if (needless.length) await settle(tx, needless, "dropped");
    const needed = taken.filter((mail) => !needless.includes(mail));
    const bundles = Map.groupBy(needed, (mail) => (isAlert(mail.kind) ? mail.id : mail.personId));
    return [...bundles.values()].flatMap(([first, ...rest]) => (first ? [[first, ...rest] as const] : []));
  });
}

/** Takes up to `free` messages, leaving room for others beside an endpoint that is slow. */
export async function takeWebhookJobs(
  free: number,
  { flying, each }: { flying: readonly TakenWebhook[]; each: number },
): Promise<TakenWebhook[]> {
  const counts = Map.groupBy(flying, ({ endpointId }) => endpointId);
  const busy = [...counts].filter(([, of]) => of.length >= each).map(([id]) => id);
  return await inSqlTransaction((tx) => takeWebhooks(tx, { most: free, each, busy }));
}

/** Sends one mail of one or more messages, and writes down how that ended. */
export async function deliverMail(settings: MailSettings, job: MailJob, url: string): Promise<void> {
  const [first] = job;
  const rendered = renderMail(job, { timeZone: first.timeZone ?? "UTC", url });
  const to = { name: first.personName ?? "", address: first.email ?? "" };
  const outcome = await sendMail(settings, { ...rendered, id: first.id, to });
  const ctx = systemContext("worker");
  await inSqlTransaction(async (tx) => {
    if (outcome.sent) return settle(tx, job, "sent");
    for (const taken of job) await fail(tx, ctx, { taken, channel: "mail", ...outcome });
  });
}

/** Sends one message to its endpoint, and writes down how that ended, for the endpoint too. */
export async function deliverWebhook(taken: TakenWebhook): Promise<void> {
  const outcome = await sendWebhook(taken);
  const ctx = systemContext("worker");
  await inSqlTransaction(async (tx) => {
    if (outcome.sent) {
      await settle(tx, [taken], "sent");
      return noteTaken(tx, taken.endpointId);
    }
    const { error, gone: permanent } = outcome;
    const ended = await fail(tx, ctx, { taken, channel: "webhook", error, permanent, endpointId: taken.endpointId });
    if (outcome.gone) await pauseGone(tx, ctx, taken);
    else if (ended) await callFailing(tx, ctx, taken);
  });
}

interface Failure {
  taken: Taken;
  channel: Channel;
  error: string;
  permanent: boolean;
  endpointId?: string;
}

/** @returns whether the message was given up by this */
async function fail(
  tx: SqlTx,
  ctx: Context,
  { taken, channel, error, permanent, endpointId }: Failure,
): Promise<boolean> {
  const wait = permanent ? null : retryAfter(taken.attempts, drawRandom(1).readUInt8() / 255);
  const ours = await setFailed(tx, taken, { wait, error });
  if (!ours || wait !== null) return false;
  const { id, kind, attempts, targetId } = taken;
  await recordEvent(tx, ctx, {
    type: "delivery.dead",
    targetId: id,
    outcome: "failed",
    details: { channel, kind, attempts, endpointId: endpointId ?? null, aboutId: targetId },
  });
  return true;
}

async function pauseGone(tx: SqlTx, ctx: Context, { endpointId, endpointName: name }: TakenWebhook): Promise<void> {
  if (!(await setTrouble(tx, endpointId, "paused"))) return;
  await recordEvent(tx, ctx, { type: "webhook.paused", targetId: endpointId, details: { name, why: "gone" } });
  await tellKeepers(tx, ctx, { endpointId, name });
}

async function callFailing(tx: SqlTx, ctx: Context, { endpointId, endpointName: name }: TakenWebhook): Promise<void> {
  if (!(await deadInARow(tx, endpointId, LIMITS.deadInARow))) return;
  if (!(await setTrouble(tx, endpointId, "failing"))) return;
  await recordEvent(tx, ctx, {
    type: "webhook.failing",
    targetId: endpointId,
    details: { name, dead: LIMITS.deadInARow },
  });
  await tellKeepers(tx, ctx, { endpointId, name });
}

async function tellKeepers(
  tx: SqlTx,
  ctx: Context,
  { endpointId, name }: { endpointId: string; name: string },
): Promise<void> {
  await tellPeople(tx, ctx, {
    kind: "webhook_failing",
    personIds: await keepersOf(tx, endpointId),
    targetId: endpointId,
    content: { name, path: "/settings/webhooks" },
    agentId: null,
    occasion: ctx.requestId,
  });
}
