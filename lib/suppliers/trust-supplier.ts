import { rerateTools } from "@/lib/agents";
import { recordEvent } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { CountersignError } from "@/lib/errors";
import { parseInput } from "@/lib/parse";
import { changedMeanwhile, getForChange, refusingOnRecord, requireManage } from "./load";
import { decideTrust, keysOf } from "./rules";
import { type TrustSupplierInput, trustSupplierSchema } from "./schema";
import { updateSupplier } from "./store";

/** What a change of trust rated anew. */
export interface TrustChanged {
  version: number;
  tools: number;
  agents: number;
}

/**
 * Lets a supplier's own claims about its tools lower their rating (V6, K1). All its tools are rated anew in this transaction; a
 * tier that would fall by it is held until a second person confirms.
 * @throws CountersignError `conflict` when it is trusted already, or somebody changed it or one of the agents meanwhile
 */
export function trustSupplier(ctx: Context, input: TrustSupplierInput): Promise<TrustChanged> {
  return changeTrust(ctx, input, true);
}

/** Takes the trust away: what the claims had lowered rises at once, and is notified. @throws CountersignError as `trustSupplier` */
export function distrustSupplier(ctx: Context, input: TrustSupplierInput): Promise<TrustChanged> {
  return changeTrust(ctx, input, false);
}

async function changeTrust(ctx: Context, input: TrustSupplierInput, trusted: boolean): Promise<TrustChanged> {
  return refusingOnRecord(ctx, input.id, async () => {
    requireManage(ctx);
    const { id, version, reason } = parseInput(trustSupplierSchema, input);
    return inSqlTransaction(async (tx) => {
      const supplier = await getForChange(tx, { id, version });
      const decision = decideTrust(supplier.trusted, trusted);
      if (!decision.allowed) throw new CountersignError(decision.code, decision.reason);
      const keys = keysOf(supplier.name, supplier.names);
      const changed = { ...supplier, trusted, trustedReason: reason };
      if (!(await updateSupplier(tx, changed, keys, ctx.now))) throw changedMeanwhile(supplier.name);
      const rated = await rerateTools(tx, ctx, keys);
      await recordEvent(tx, ctx, {
        type: trusted ? "supplier.trusted" : "supplier.distrusted",
        targetId: id,
        details: { name: supplier.name, reason, ...rated },
      });
      return { version: version + 1, ...rated };
    });
  });
}
