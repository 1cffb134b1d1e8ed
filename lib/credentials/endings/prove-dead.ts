import { recordEvent, refusingOnRecord } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction, type SqlTx } from "@/lib/db";
import { CountersignError } from "@/lib/errors";
import { parseInput } from "@/lib/parse";
import { changedMeanwhile, eventOn, getCredential, requireAllowed } from "../guard";
import { decideProof, endCause } from "../rules";
import { type ProveDeadInput, proveDeadSchema } from "../schema";
import { secretMatches } from "../secret";
import type { StoredCredential } from "../store";
import type { Proof } from "../terms";
import { isCredentialLive } from "../tokens/rules";
import { type CredentialRow, selectClient } from "../tokens/store";
import { endByTime } from "./end-by-time";
import { liveTokens, markProven, refusedLast } from "./store";

export interface Proven {
  way: Proof;
  /** When somebody last tried it and was refused; null when nobody was seen. */
  refusedAttemptAt: Date | null;
}

/**
 * Proves that an ended credential is dead (I4): what the token endpoint would accept for its instance at this moment does not
 * contain it, and no token of it lives. With the old secret itself it is tried against that, too. The private half of a key is
 * not here, so a key is never tried, and the answer says which of the two was done.
 * @throws CountersignError `conflict` while it is accepted, `invalid` for a secret that was never this credential's
 */
export async function proveDead(ctx: Context, input: ProveDeadInput): Promise<Proven> {
  const { id, secret } = parseInput(proveDeadSchema, input);
  return refusingOnRecord(ctx, { verb: "credentials.revoke", resource: id }, () =>
    inSqlTransaction(async (tx) => {
      const credential = await getCredential(tx, ctx, { id, verb: "credentials.revoke" });
      requireAllowed(decideProof(credential, ctx.now));
      if (secret !== undefined) requireItsSecret(credential, secret);
      const { agent } = credential;
      const cause = endCause({ ...credential, agentStatus: agent.status, tier: agent.tier }, ctx.now);
      if (cause) await endByTime(tx, ctx, credential, cause);
      const proven = await prove(tx, ctx, credential, secret ?? null);
      if (!proven) throw stillOpens();
      return proven;
    }),
  );
}

/** The proof itself, for a credential that is held and has ended; null when it is accepted after all. */
export async function prove(
  tx: SqlTx,
  ctx: Context,
  credential: StoredCredential,
  secret: string | null,
): Promise<Proven | null> {
  const { id, agent, instance, kind, strength, label, thumbprint } = credential;
  const accepted = await acceptedFor(instance.id, ctx.now);
  const opens = accepted.some(
    (one) =>
      one.id === id ||
      (thumbprint !== null && one.thumbprint === thumbprint) ||
      (secret !== null && one.secretHash !== null && secretMatches(secret, one.secretHash)),
  );
  if (opens || (await liveTokens(tx, id, ctx.now)) > 0) return null;
  if (!(await markProven(tx, id, ctx.now))) throw changedMeanwhile("This credential");
  const way: Proof = secret === null ? "not_accepted" : "tried";
  const refusedAttemptAt = await refusedLast(tx, credential);
  const { details, ...about } = eventOn(agent, instance);
  await recordEvent(tx, ctx, {
    type: "agent.credential_proven_dead",
    ...about,
    details: {
      ...details,
      credentialId: id,
      kind,
      strength,
      label,
      way,
      refusedAttemptAt: refusedAttemptAt?.toISOString() ?? null,
    },
  });
  return { way, refusedAttemptAt };
}

/** The credentials by which the token endpoint would let this instance in: read and judged as it does itself. */
async function acceptedFor(instanceId: string, now: Date): Promise<CredentialRow[]> {
  const client = await selectClient(instanceId, now);
  return client?.credentials.filter((credential) => isCredentialLive(credential, now)) ?? [];
}

function stillOpens(): CountersignError {
  return new CountersignError(
    "conflict",
    "It still opens something: revoke everything of this instance, and tell security.",
  );
}

function requireItsSecret({ secretHash }: StoredCredential, secret: string): void {
  if (secretHash !== null && secretMatches(secret, secretHash)) return;
  const message =
    secretHash === null
      ? "This credential is no secret: it cannot be tried."
      : "This is not the secret of this credential.";
  throw new CountersignError("invalid", message, [{ path: "secret", message }]);
}
