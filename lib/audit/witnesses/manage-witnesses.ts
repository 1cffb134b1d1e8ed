import { z } from "zod";
import { requirePermission, requireReach } from "@/lib/access";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { CountersignError, notFound } from "@/lib/errors";
import { lineField } from "@/lib/fields";
import { parseInput } from "@/lib/parse";
import { parseCosigner } from "@/lib/transparency";
import { recordEvent } from "../record";
import { refusingOnRecord } from "../refusing-on-record";
import { deleteWitness, insertWitness, selectWitnesses } from "./store";
import type { WitnessView } from "./terms";

const addSchema = z.strictObject({
  vkey: z.string().trim().min(1).max(400),
  url: z.url({ protocol: /^https?$/, error: "Write the witness' address, such as https://witness.example" }).max(500),
});
const removeSchema = z.strictObject({ name: lineField(200) });
const ATTEMPT = { verb: "witnesses.manage", resource: "witnesses" } as const;

/**
 * Names somebody else who signs the log's checkpoints (L2). From then on the worker sends them every new one.
 * @throws CountersignError `forbidden`, `invalid`, `conflict` for a name that is taken
 */
export async function addWitness(ctx: Context, input: z.input<typeof addSchema>): Promise<{ name: string }> {
  return refusingOnRecord(ctx, ATTEMPT, () =>
    inSqlTransaction(async (tx) => {
      requirePermission(ctx, "witnesses.manage");
      const { vkey, url } = parseInput(addSchema, input);
      const { name, vkey: printed } = cosignerOrInvalid(vkey);
      const address = url.replace(/\/+$/, "");
      const added = await insertWitness(tx, {
        name,
        vkey: printed,
        url: address,
        addedById: ctx.actor.id,
        at: ctx.now,
      });
      if (!added) throw new CountersignError("conflict", `There is a witness ${name} already: remove it first.`);
      await recordEvent(tx, ctx, { type: "witness.added", targetId: "log", details: { name, url: address } });
      return { name };
    }),
  );
}

/** Asks this witness no more. What it signed stays. @throws CountersignError `forbidden`, `not_found` */
export async function removeWitness(ctx: Context, input: z.input<typeof removeSchema>): Promise<void> {
  return refusingOnRecord(ctx, ATTEMPT, () =>
    inSqlTransaction(async (tx) => {
      requirePermission(ctx, "witnesses.manage");
      const { name } = parseInput(removeSchema, input);
      const removed = await deleteWitness(tx, name);
      if (!removed) throw notFound("witness");
      await recordEvent(tx, ctx, { type: "witness.removed", targetId: "log", details: { name, url: removed.url } });
    }),
  );
}

/** Every witness, and how far each has signed. @throws CountersignError `forbidden` */
export async function listWitnesses(ctx: Context): Promise<WitnessView[]> {
  requireReach(ctx, "audit.read");
  return (await selectWitnesses()).map(({ epoch: _, ...witness }) => witness);
}

function cosignerOrInvalid(vkey: string) {
  try {
    return parseCosigner(vkey);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const message = `This is ${error.message}. A witness prints its key when it starts: name+id+base64.`;
    throw new CountersignError("invalid", "Some fields need your attention.", [{ path: "vkey", message }]);
  }
}
