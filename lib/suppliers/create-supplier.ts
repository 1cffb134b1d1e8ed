import { recordEvent } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { newId } from "@/lib/ids";
import { parseInput } from "@/lib/parse";
import { refusingOnRecord, requireManage, requireSound } from "./load";
import { type CreateSupplierInput, createSupplierSchema, UNSTATED } from "./schema";
import { insertSupplier } from "./store";

/**
 * Enters a supplier in the register (V6). Nobody is trusted by being entered.
 * @throws CountersignError `conflict` naming who goes by that name already, `invalid` for facts that contradict each other
 */
export async function createSupplier(ctx: Context, input: CreateSupplierInput): Promise<{ id: string }> {
  return refusingOnRecord(ctx, null, async () => {
    requireManage(ctx);
    const fields = parseInput(createSupplierSchema, input);
    const id = newId("sup", ctx.now);
    const supplier = {
      ...UNSTATED,
      ...fields,
      id,
      trusted: false,
      trustedReason: "",
      version: 1,
      updatedAt: ctx.now,
    };
    return inSqlTransaction(async (tx) => {
      const keys = await requireSound(tx, supplier, null);
      await insertSupplier(tx, supplier, keys, ctx.now);
      await recordEvent(tx, ctx, { type: "supplier.registered", targetId: id, details: { name: supplier.name } });
      return { id };
    });
  });
}
