import { requirePermission } from "@/lib/access";
import type { Context } from "@/lib/context";
import { erasureAbilities } from "../rules";
import { reading } from "../store";
import type { ErasureView } from "../views";
import { readErasures } from "./store";

const LISTED = 200;

/** Erasures asked for, then those that are over, with what the caller may do. @throws CountersignError `forbidden` */
export async function listErasures(ctx: Context): Promise<ErasureView[]> {
  requirePermission(ctx, "audit.read");
  const rows = await readErasures(reading(), LISTED);
  return rows.map((row) => ({
    id: row.id,
    person: { id: row.personId, name: row.person ?? row.personId },
    reason: row.reason,
    state: row.state,
    askedBy: { id: row.askedById, name: row.askedBy ?? row.askedById },
    askedAt: row.askedAt.toISOString(),
    confirmedBy: row.confirmedById ? { id: row.confirmedById, name: row.confirmedBy ?? row.confirmedById } : null,
    doneAt: row.doneAt?.toISOString() ?? null,
    fields: row.fields,
    version: row.version,
    abilities: erasureAbilities(ctx.actor, row),
  }));
}
