import { rerateTools } from "@/lib/agents";
import { recordEvent } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { parseInput } from "@/lib/parse";
import { changedMeanwhile, getForChange, refusingOnRecord, requireManage, requireSound } from "./load";
import { keysOf } from "./rules";
import { type EditSupplierInput, editSupplierSchema, type SupplierFields } from "./schema";
import type { StoredSupplier } from "./store";
import { updateSupplier } from "./store";
import type { SupplierField } from "./terms";

/**
 * Changes what is stated about a supplier (V6), on the version that the person saw. When a trusted supplier gains or loses a
 * name, the tools that go by it are rated anew.
 * @throws CountersignError `conflict` when somebody was faster or the name is taken, `invalid` for facts that contradict each other
 */
export async function editSupplier(
  ctx: Context,
  input: EditSupplierInput,
): Promise<{ version: number; fields: SupplierField[] }> {
  return refusingOnRecord(ctx, input.id, async () => {
    requireManage(ctx);
    const { id, version, changes } = parseInput(editSupplierSchema, input);
    return inSqlTransaction(async (tx) => {
      const supplier = await getForChange(tx, { id, version });
      const fields = changedFields(supplier, changes);
      if (!fields.length) return { version, fields };
      const edited: StoredSupplier = { ...supplier, ...changes };
      const keys = await requireSound(tx, edited, id);
      if (!(await updateSupplier(tx, edited, keys, ctx.now))) throw changedMeanwhile(supplier.name);
      await recordEvent(tx, ctx, {
        type: "supplier.edited",
        targetId: id,
        details: { name: edited.name, fields, before: only(supplier, fields), after: only(edited, fields) },
      });
      if (supplier.trusted) await rerateTools(tx, ctx, differing(keysOf(supplier.name, supplier.names), keys));
      return { version: version + 1, fields };
    });
  });
}

function changedFields(supplier: SupplierFields, given: Partial<SupplierFields>): SupplierField[] {
  const fields = Object.keys(given) as SupplierField[];
  return fields.filter((field) => JSON.stringify(supplier[field]) !== JSON.stringify(given[field]));
}

function only(supplier: SupplierFields, fields: readonly SupplierField[]) {
  return Object.fromEntries(fields.map((field) => [field, supplier[field]]));
}

/** What stands in one of the lists and not in the other. */
function differing(before: readonly string[], after: readonly string[]): string[] {
  return [...before.filter((key) => !after.includes(key)), ...after.filter((key) => !before.includes(key))];
}
