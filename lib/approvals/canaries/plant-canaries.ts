import { createHmac } from "node:crypto";
import type { Context } from "@/lib/context";
import { inSqlTransaction, type SqlTx } from "@/lib/db";
import { env } from "@/lib/env";
import { newId } from "@/lib/ids";
import { drawRandom } from "@/lib/random";
import { attend } from "../asking/attend";
import { insertApproval } from "../asking/store";
import { actionDigestOf, actionIn, bytesOf, digestOf } from "../binding";
import { type CurrentFacts, readCurrentFacts } from "../current/store";
import { barOf } from "../deciding/eligibility";
import { factsOf } from "../deciding/facts";
import { approvalSettings } from "../settings/store";
import { type ApprovalRow, reading } from "../store";
import { endCanaries } from "./end-canaries";
import { dueFor, spoil } from "./rules";
import { type GroupReviewer, markCanary, selectModels, selectReviewers } from "./store";

const MINUTE_MS = 60_000;
const TTL_SECONDS = 3_600;
const HANDLE_BYTES = 16;

/**
 * Plants what is due in this minute where the organisation wants canaries (A9), and puts on record those that are over. A canary
 * looks like what the agent usually asks, with one thing wrong. No machine knows its handle, and its use is refused. For the
 * worker: several may run, for the dice of a minute are the same for all of them, and the same action waits once.
 * @returns how many were planted
 */
export async function plantCanaries(ctx: Context): Promise<number> {
  await endCanaries(ctx);
  const { canariesPerWeek: perWeek } = await approvalSettings();
  if (perWeek === 0) return 0;
  const minute = new Date(Math.floor(ctx.now.getTime() / MINUTE_MS) * MINUTE_MS);
  const dice = (personId: string) => diceOf(minute, `when ${personId}`);
  const due = dueFor(await selectReviewers(ctx.now), { perWeek, now: ctx.now, dice });
  let planted = 0;
  for (const reviewer of due) if (await plantFor(ctx, reviewer, minute)) planted += 1;
  return planted;
}

/** A number in [0, 1) that nobody outside can foresee and every worker draws alike. */
function diceOf(minute: Date, what: string): number {
  const drawn = createHmac("sha256", env().COUNTERSIGN_SECRET)
    .update(`canary ${minute.toISOString()} ${what}`)
    .digest();
  return drawn.readUIntBE(0, 6) / 2 ** 48;
}

/** A model that this reviewer may decide, spoilt. */
async function plantFor(ctx: Context, reviewer: GroupReviewer, minute: Date): Promise<boolean> {
  const models = (await selectModels(reviewer.groups)).filter((model) => spoil(actionIn(model.bound).arguments));
  const facts = await factsOf(
    reading(),
    models.map(({ id }) => id),
  );
  const mayDecide = ({ id }: ApprovalRow) => {
    const known = facts.get(id);
    return known !== undefined && barOf(known, reviewer.personId).bar === null;
  };
  const fit = models.filter(mayDecide);
  const model = fit[Math.floor(diceOf(minute, `what ${reviewer.personId}`) * fit.length)];
  if (!model) return false;
  return inSqlTransaction((tx) => plant(tx, ctx, model));
}

async function plant(tx: SqlTx, ctx: Context, model: ApprovalRow): Promise<boolean> {
  const action = actionIn(model.bound);
  const spoilt = spoil(action.arguments);
  const { agentId, chain, server, tool, credentialId, instanceId, personId } = model;
  const wanted = { agentId, chain, server, tool, credentialId, instanceId, personId };
  const facts: CurrentFacts = await readCurrentFacts(tx, wanted);
  if (!spoilt || facts.agent?.status !== "active" || facts.tool?.hash !== model.toolHash) return false;
  const expiresAt = new Date(facts.now.getTime() + TTL_SECONDS * 1_000);
  const bound = { ...action, arguments: spoilt.arguments, expires: expiresAt.toISOString() };
  const bytes = bytesOf(bound);
  const row = await insertApproval(tx, {
    ...model,
    ...{
      id: newId("apr", ctx.now),
      handle: drawRandom(HANDLE_BYTES).toString("base64url"),
      callerKind: "canary",
      decisionId: null,
    },
    ...{ correlationId: newId("req", ctx.now), bound: bytes, digest: digestOf(bytes) },
    // Never that of a real request: an agent that asks for the very same would join a request that nobody may use.
    ...{
      actionDigest: digestOf(Buffer.from(`canary ${actionDigestOf(bound)}`)),
      ttlSeconds: TTL_SECONDS,
      expiresAt,
      callback: null,
    },
  });
  // The same was planted already, by another worker in this very minute.
  if (!row) return false;
  await markCanary(tx, row.id);
  await attend(tx, ctx, row, facts.agent.name);
  return true;
}
