import { type NewEvent, recordEvents } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { livingCredentials } from "@/lib/credentials";
import { inSqlTransaction, type SqlTx } from "@/lib/db";
import { endProgress, noteProgress } from "../progress/store";
import { lockItems } from "../store";
import { BATCH, errorTask } from "./apply-due";
import { finishIfOver } from "./finish";
import { type Asked, askAfter } from "./proving/ask";
import { type Proof, type ProofFacts, proofOf } from "./proving/proof";
import {
  agentsNow,
  countUnproved,
  endingStill,
  lockRemediations,
  type Proved,
  selectUnproved,
  standingGrants,
  type Unproved,
  waitsOutside,
  writeProved,
} from "./proving/store";
import { openTasks } from "./store";

/**
 * Proves what was carried out (C6): the decision point is asked what it was asked before, and must deny; of credentials that they no
 * longer authenticate. What is still permitted becomes an error with a task. For the worker alone; may be asked again at any time.
 * @returns how many were settled, and how many wait for a later wave of the same campaign
 */
export async function verifyDue(ctx: Context, id: string): Promise<{ items: number; waiting: number; over: boolean }> {
  let [items, waiting, after] = [0, 0, 0];
  const total = await inSqlTransaction((tx) => countUnproved(tx, id));
  for (;;) {
    const some = await inSqlTransaction((tx) => selectUnproved(tx, id, { after, most: BATCH }));
    const last = some.at(-1);
    if (total > 0) await noteProgress(id, "verify", { done: items + waiting, total });
    if (!last) break;
    after = last.number;
    const settled = await proveSome(ctx, id, some);
    items += settled;
    waiting += some.length - settled;
  }
  await endProgress(id, "verify");
  return { items, waiting, over: await finishIfOver(ctx, id) };
}

/** Asks and writes, with `onlyProved` nothing but what holds; what waits for a later wave stays as it is. @returns how many were settled */
export async function proveSome(
  ctx: Context,
  id: string,
  some: readonly Unproved[],
  { onlyProved = false } = {},
): Promise<number> {
  const asked = await askAfter(some);
  return inSqlTransaction(async (tx) => {
    const numbers = some.map(({ number }) => number);
    await lockRemediations(tx, id, numbers);
    const facts = await factsFor(tx, ctx, { id, some, asked });
    const outside = await waitsOutside(tx, id, numbers);
    const proofs = some.map((item) => ({ item, proof: proofOf(item, asked.get(item.number) ?? [], facts) }));
    const settled = proofs.filter(({ proof }) => proof.proved || !(proof.later || onlyProved));
    const rows = settled.map(({ item, proof }) => rowOf(item, proof, { asked, outside }));
    await lockItems(
      tx,
      id,
      rows.map(({ number }) => number),
    );
    const written = await writeProved(tx, id, rows);
    await tell(tx, ctx, { id, proofs: settled.filter(({ item }) => written.has(item.number)) });
    return written.size;
  });
}

async function factsFor(
  tx: SqlTx,
  ctx: Context,
  { id, some, asked }: { id: string; some: readonly Unproved[]; asked: ReadonlyMap<number, Asked[]> },
): Promise<ProofFacts> {
  const credentials = some.flatMap(({ kind, subjectId }) => (kind === "credential" ? [subjectId] : []));
  const through = [...asked.values()].flatMap((own) => own.flatMap(({ probe }) => probe.through));
  return {
    standing: await standingGrants(
      tx,
      some.flatMap(({ kind, subjectId }) => (kind === "entitlement" ? [subjectId] : [])),
    ),
    living: new Set(credentials.length ? await livingCredentials(tx, ctx, credentials) : []),
    agents: await agentsNow(tx, [...new Set(some.map(({ agentId }) => agentId))]),
    ending: await endingStill(tx, id, through),
  };
}

function rowOf(
  { number, version, probes }: Unproved,
  proof: Proof,
  { asked, outside }: { asked: ReadonlyMap<number, Asked[]>; outside: ReadonlySet<number> },
): Proved {
  const kept = asked.get(number)?.map(({ probe }) => probe) ?? probes;
  if (!proof.proved) return { number, version, state: "error", probes: kept, error: proof.because };
  return { number, version, state: outside.has(number) ? "manual" : "verified", probes: kept, error: "" };
}

async function tell(
  tx: SqlTx,
  ctx: Context,
  { id, proofs }: { id: string; proofs: readonly { item: Unproved; proof: Proof }[] },
): Promise<void> {
  if (!proofs.length) return;
  const failed = proofs.flatMap(({ item, proof }) => (proof.proved ? [] : [{ item, proof }]));
  await openTasks(
    tx,
    failed.map(({ item, proof }) => errorTask(ctx, { campaignId: id, number: item.number, because: proof.because })),
  );
  const numbers = proofs.flatMap(({ item, proof }) => (proof.proved ? [item.number] : []));
  const events = failed.map(({ item, proof }): NewEvent => {
    const details = { number: item.number, entitlementIds: proof.through };
    return { type: "campaign.probe_failed", targetId: id, agentId: item.agentId, details };
  });
  const details = { verified: numbers.length, failed: failed.length, numbers };
  await recordEvents(tx, ctx, [...events, { type: "campaign.verified", targetId: id, details }]);
}
