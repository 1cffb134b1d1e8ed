import { requireReach, visibility } from "@/lib/access";
import type { Context } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { parseInput } from "@/lib/parse";
import { completenessOf } from "./dora/rules";
import { refusalToManage } from "./load";
import {
  selectAllNames,
  selectByName,
  selectNames,
  selectRegister,
  selectSupplier,
  selectUnregistered,
  selectUses,
  type UsedSupplier,
} from "./queries";
import { contractState, decideTrust } from "./rules";
import { type SupplierSearchInput, supplierIdSchema, supplierSearchSchema } from "./schema";
import { pageOf } from "./search";
import type { SupplierDetail, SupplierPage, SupplierRow, UnregisteredName } from "./views";

/** One page of the register (V6). The register belongs to the organisation; what uses a supplier is counted as far as the caller sees agents. */
export async function listSuppliers(ctx: Context, input: SupplierSearchInput = {}): Promise<SupplierPage> {
  const search = parseInput(supplierSearchSchema, input);
  requireReach(ctx, "suppliers.read");
  const register = await selectRegister(visibility(ctx.actor, "agents.read"));
  return pageOf(
    register.map((supplier) => rowOf(supplier, ctx.now)),
    search,
  );
}

function rowOf(supplier: UsedSupplier, now: Date): SupplierRow {
  const { filled, asked, percent } = completenessOf(supplier);
  return {
    ...supplier,
    updatedAt: supplier.updatedAt.toISOString(),
    contract: contractState(supplier, now),
    completeness: { filled, asked, percent },
  };
}

const SHOWN_USES = 100;

/**
 * One supplier with the agents it stands behind and what its entry lacks (V6).
 * @throws CountersignError `not_found`
 */
export async function getSupplier(ctx: Context, id: string): Promise<SupplierDetail> {
  requireReach(ctx, "suppliers.read");
  const wanted = supplierIdSchema.safeParse(id);
  if (!wanted.success) throw notFound("supplier");
  const seen = visibility(ctx.actor, "agents.read");
  const supplier = await selectSupplier(seen, wanted.data);
  if (!supplier) throw notFound("supplier");
  const [uses, subcontractors] = await Promise.all([
    selectUses(seen, { id: supplier.id, limit: SHOWN_USES }),
    selectNames(supplier.subcontractorIds),
  ]);
  return {
    ...rowOf(supplier, ctx.now),
    completeness: completenessOf(supplier),
    subcontractors,
    uses,
    furtherUses: Math.max(0, supplier.agents - uses.length),
    abilities: abilitiesFor(ctx, supplier.trusted),
  };
}

/** What the caller may do: the same decisions that the verbs enforce, as values for the buttons. */
function abilitiesFor(ctx: Context, trusted: boolean): SupplierDetail["abilities"] {
  const refusal = refusalToManage(ctx);
  const unless = (decision: { allowed: true } | { allowed: false; reason: string }) =>
    refusal ? { allowed: false as const, reason: refusal } : decision;
  return {
    edit: unless({ allowed: true }),
    trust: unless(decideTrust(trusted, true)),
    distrust: unless(decideTrust(trusted, false)),
  };
}

/** The names that agents and servers mention and the register does not know (V6), the most frequent first. */
export async function unregisteredSuppliers(ctx: Context, limit = 20): Promise<UnregisteredName[]> {
  requireReach(ctx, "suppliers.read");
  return selectUnregistered(visibility(ctx.actor, "agents.read"), limit);
}

/** The supplier that goes by a name, or null: for links from agents. Whoever may not read the register sees no link. */
export async function findSupplierByName(ctx: Context, name: string): Promise<{ id: string; name: string } | null> {
  requireReach(ctx, "suppliers.read");
  return name === "" ? null : selectByName(name);
}

/** Every supplier's name, for choosing one. */
export async function supplierNames(ctx: Context): Promise<{ id: string; name: string }[]> {
  requireReach(ctx, "suppliers.read");
  return selectAllNames();
}
