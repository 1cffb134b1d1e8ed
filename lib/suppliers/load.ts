import { can, rolesFor } from "@/lib/access";
import { refusingOnRecord as refusedOnRecord } from "@/lib/audit";
import type { Context } from "@/lib/context";
import type { SqlTx } from "@/lib/db";
import { CountersignError, notFound } from "@/lib/errors";
import { type Fault, faultsOf, keysOf } from "./rules";
import type { SupplierFields } from "./schema";
import { existingSuppliers, findTakenName, lockSupplier, type StoredSupplier } from "./store";

/** The sentence for who may not change the register; null for who may. It belongs to no team: only organisation-wide roles do. */
export function refusalToManage(ctx: Context): string | null {
  if (can(ctx.actor, "suppliers.manage")) return null;
  return `This needs the role ${rolesFor("suppliers.manage").join(" or ")} for the whole organisation.`;
}

export function requireManage(ctx: Context): void {
  const refusal = refusalToManage(ctx);
  if (refusal) throw new CountersignError("forbidden", refusal);
}

/** Runs `work`; a refusal is recorded before it is thrown on, on the supplier it is about or on suppliers as such. */
export function refusingOnRecord<T>(ctx: Context, supplierId: string | null, work: () => Promise<T>): Promise<T> {
  return refusedOnRecord(ctx, { verb: "suppliers.manage", resource: supplierId ?? "suppliers" }, work);
}

/**
 * The supplier a verb changes, at the version the caller saw, held until commit.
 * @throws CountersignError `not_found`, `conflict` when somebody changed it since
 */
export async function getForChange(tx: SqlTx, wanted: { id: string; version: number }): Promise<StoredSupplier> {
  const supplier = await lockSupplier(tx, wanted.id);
  if (!supplier) throw notFound("supplier");
  if (supplier.version !== wanted.version) throw changedMeanwhile(supplier.name);
  return supplier;
}

export function changedMeanwhile(name: string): CountersignError {
  return new CountersignError("conflict", `${name} was changed by somebody else meanwhile: reload and try again.`);
}

/**
 * Refuses what cannot stand: facts that contradict each other, a name that another supplier goes by, subcontractors that the
 * register does not have.
 * @returns the lower-case names under which it will be found
 */
export async function requireSound(
  tx: SqlTx,
  supplier: SupplierFields & { id: string },
  exceptId: string | null,
): Promise<string[]> {
  refuseFaults(faultsOf(supplier), "Some facts about the supplier contradict each other.");
  const known = await existingSuppliers(tx, supplier.subcontractorIds);
  if (supplier.subcontractorIds.some((id) => !known.has(id))) {
    const message = "One of them is not in the register.";
    refuseFaults([{ path: "subcontractorIds", message }], "A subcontractor is not in the register.");
  }
  const keys = keysOf(supplier.name, supplier.names);
  const taken = await findTakenName(tx, keys, exceptId);
  if (taken) {
    const path = taken.key === keys[0] ? "name" : "names";
    throw new CountersignError("conflict", `${taken.name} goes by the name “${taken.key}” already.`, [
      { path, message: `“${taken.key}” belongs to ${taken.name}.` },
    ]);
  }
  return keys;
}

function refuseFaults(faults: Fault[], message: string): void {
  if (faults.length) throw new CountersignError("invalid", message, faults);
}
