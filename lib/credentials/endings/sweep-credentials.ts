import { recordEvent } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction, type SqlTx } from "@/lib/db";
import { insertNotices } from "@/lib/notices";
import { eventOn } from "../guard";
import { endCause, graceEnd, rotationDue } from "../rules";
import { activeAmong, type StoredCredential } from "../store";
import { endByTime } from "./end-by-time";
import { prove } from "./prove-dead";
import { lockEnding, lockOverdue, lockUnproven, markTold } from "./store";

const BATCH = 200;

export interface SweptCredentials {
  told: number;
  ended: number;
  proven: number;
}

/**
 * What time does to credentials (I4), for the worker: owners are told once that one is overdue; what was replaced, has reached
 * its end or was not rotated within its grace ends; what has ended is shown to be dead, in a later transaction than its end.
 * The door reads the clock itself and waits for no sweep. Any number of workers may run it.
 */
export async function sweepCredentials(ctx: Context): Promise<SweptCredentials> {
  const told = await untilNone(() => inSqlTransaction((tx) => tellOverdue(tx, ctx)));
  const ended = await untilNone(() => inSqlTransaction((tx) => endDue(tx, ctx)));
  const proven = await untilNone(() => inSqlTransaction((tx) => proveEnded(tx, ctx)));
  return { told, ended, proven };
}

async function untilNone(turn: () => Promise<number>): Promise<number> {
  let sum = 0;
  for (;;) {
    const some = await turn();
    if (some === 0) return sum;
    sum += some;
  }
}

async function endDue(tx: SqlTx, ctx: Context): Promise<number> {
  let ended = 0;
  for (const credential of await lockEnding(tx, ctx.now, BATCH)) {
    const { agent } = credential;
    const cause = endCause({ ...credential, agentStatus: agent.status, tier: agent.tier }, ctx.now);
    if (cause && (await endByTime(tx, ctx, credential, cause))) ended += 1;
  }
  return ended;
}

async function tellOverdue(tx: SqlTx, ctx: Context): Promise<number> {
  const overdue = await lockOverdue(tx, ctx.now, BATCH);
  for (const credential of overdue) await tellOf(tx, ctx, credential);
  await markTold(
    tx,
    overdue.map(({ id }) => id),
    ctx.now,
  );
  return overdue.length;
}

async function tellOf(tx: SqlTx, ctx: Context, credential: StoredCredential): Promise<void> {
  const { id, agent, instance, kind, strength, label } = credential;
  const due = rotationDue(credential, agent.tier);
  const endsAt = graceEnd(due, agent.tier).toISOString();
  const { details, ...about } = eventOn(agent, instance);
  await recordEvent(tx, ctx, {
    type: "agent.credential_overdue",
    ...about,
    details: { ...details, credentialId: id, kind, strength, label, rotationDueAt: due.toISOString(), endsAt },
  });
  const people = await activeAmong(tx, [agent.ownerId, agent.deputyId]);
  const content = { name: agent.name, instance: instance.name, label, endsAt };
  await insertNotices(
    tx,
    people.map((personId) => ({ personId, kind: "credential_overdue", agentId: agent.id, content })),
    ctx.now,
  );
}

async function proveEnded(tx: SqlTx, ctx: Context): Promise<number> {
  let proven = 0;
  for (const credential of await lockUnproven(tx, ctx.now, BATCH)) {
    if (await prove(tx, ctx, credential, null)) proven += 1;
  }
  return proven;
}
