import { z } from "zod";
import type { Context } from "@/lib/context";
import { CountersignError } from "@/lib/errors";
import { lastMark } from "./guard";
import { openTree } from "./log-opening";
import { readEpochs, readState } from "./log-store";
import { loadSigningKey, signerFor } from "./signer";
import { type EpochWitness, findEpochWitnesses, whileLeading } from "./store";

const openEpochSchema = z.strictObject({
  /** E-mail addresses of the two people who answer for it. */
  administrator: z.email(),
  controller: z.email(),
  reason: z.string().trim().min(20).max(1_000),
});
export type OpenEpochInput = z.input<typeof openEpochSchema>;

const CONTROL_ROLES = ["compliance", "ciso", "auditor"];

/** Why these two may not answer for a new epoch; null when they may. */
export function witnessComplaint(
  administrator: EpochWitness | undefined,
  controller: EpochWitness | undefined,
): string | null {
  if (!administrator?.active || !controller?.active) return "Both people must be active in Countersign.";
  if (administrator.id === controller.id) return "Name two different people.";
  if (!administrator.roles.includes("admin"))
    return "The first person must be an administrator of the whole organisation.";
  if (!controller.roles.some((role) => CONTROL_ROLES.includes(role))) {
    return "The second person must hold compliance, ciso or auditor for the whole organisation.";
  }
  return null;
}

/**
 * Opens a new epoch on a sealed log: a new tree with a new origin, whose first leaf says what happened and who answers for it.
 * No role of the console reaches this: only the command on the machine, where the signing key and the guard are.
 * @throws CountersignError `forbidden`, `invalid`, `unmet` when the log is not sealed or the two may not, `conflict` when
 * another process leads the log
 */
export async function openEpoch(
  ctx: Context,
  input: OpenEpochInput,
): Promise<{ epoch: number; origin: string; vkey: string }> {
  if (ctx.actor.kind !== "system") {
    throw new CountersignError(
      "forbidden",
      "An epoch is opened by the operator's command on the machine, not from the console.",
    );
  }
  const parsed = openEpochSchema.safeParse(input);
  if (!parsed.success) {
    throw new CountersignError("invalid", "Name two people by e-mail and give a reason of at least 20 characters.");
  }
  const { administrator, controller, reason } = parsed.data;
  const opened = await whileLeading(async (client) => {
    const state = await readState(client);
    if (!state.sealedReason)
      throw new CountersignError("unmet", "The audit log is not sealed, so there is nothing to recover.");
    const people = await findEpochWitnesses(client, [administrator, controller]);
    const [first, second] = [administrator, controller].map((email) =>
      people.find((person) => person.email === email.toLowerCase()),
    );
    const complaint = witnessComplaint(first, second);
    if (complaint || !first || !second) throw new CountersignError("unmet", complaint ?? "Both people must exist.");
    const base = (await readEpochs(client))[0]?.origin;
    if (!base)
      throw new CountersignError("unmet", "The log was never begun on this database: point it at the right one.");
    const mark = lastMark();
    const epoch = state.epoch + 1;
    const origin = `${base}/epoch-${epoch}`;
    const signer = signerFor(origin, loadSigningKey(true));
    await openTree(client, ctx, {
      epoch,
      origin,
      signer,
      first: {
        type: "log.epoch_opened",
        targetId: "log",
        details: {
          epoch,
          reason,
          sealedReason: state.sealedReason,
          formerSize: state.size,
          formerRoot: state.root.toString("base64"),
          markedSize: mark?.size ?? null,
          markedRoot: mark?.root ?? null,
          administratorId: first.id,
          controllerId: second.id,
        },
      },
    });
    return { epoch, origin, vkey: signer.vkey };
  });
  if (!opened) throw new CountersignError("conflict", "A sequencer is at work on this log: try again in a second.");
  return opened.value;
}
