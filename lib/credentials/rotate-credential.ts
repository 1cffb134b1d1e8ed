import { recordEvent, refusingOnRecord } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { newId } from "@/lib/ids";
import { parseInput } from "@/lib/parse";
import { changedMeanwhile, eventOn, getCredential, requireAllowed } from "./guard";
import { detailsOf, type Issued } from "./issue-credential";
import { tellingOfSharedKeys, writeCredential } from "./material";
import { decideIssue, decideRotate, overlapEnd } from "./rules";
import { type RotateCredentialInput, rotateCredentialSchema } from "./schema";
import { endTokens, replaceCredential } from "./store";

export interface Rotated extends Issued {
  /** Until when the old one is accepted too; in the past: it ended with this. */
  overlapUntil: Date;
}

/**
 * Replaces a credential by a new one (I4). Both are accepted for the overlap; then the old one ends by itself. Without an
 * overlap it ends now, with its tokens.
 * @throws CountersignError as `issueCredential`, and `conflict` when it was replaced or ended meanwhile
 */
export async function rotateCredential(ctx: Context, input: RotateCredentialInput): Promise<Rotated> {
  const { id: formerId, version, overlapHours, ...wanted } = parseInput(rotateCredentialSchema, input);
  return refusingOnRecord(ctx, { verb: "credentials.rotate", resource: formerId }, () =>
    tellingOfSharedKeys(ctx, () =>
      inSqlTransaction(async (tx) => {
        const former = await getCredential(tx, ctx, { id: formerId, version, verb: "credentials.rotate" });
        const { agent, instance } = former;
        requireAllowed(decideRotate(former.state));
        // The old one makes room: how many others live is no question here.
        requireAllowed(decideIssue({ ...agent, instanceState: instance.state, living: 0 }, wanted.material.kind));
        const overlapUntil = overlapEnd(ctx.now, overlapHours);
        const id = newId("crd", ctx.now);
        const { row, secret } = await writeCredential(
          tx,
          ctx,
          { agent, instance },
          { ...wanted, id, replacesId: formerId },
        );
        const replaced = { until: overlapUntil, now: ctx.now, byId: ctx.actor.id };
        if (!(await replaceCredential(tx, { id: formerId, version }, replaced)))
          throw changedMeanwhile("This credential");
        if (overlapHours === 0) await endTokens(tx, [formerId], ctx.now);
        const { details, ...about } = eventOn(agent, instance);
        await recordEvent(tx, ctx, {
          type: "agent.credential_rotated",
          ...about,
          details: { ...details, ...detailsOf(row), formerId, overlapUntil: overlapUntil.toISOString() },
        });
        return { id, clientId: instance.id, secret, overlapUntil };
      }),
    ),
  );
}
