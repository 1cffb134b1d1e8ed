import { requirePermission } from "@/lib/access";
import type { Context } from "@/lib/context";
import { holdAbilities } from "../rules";
import { reading } from "../store";
import type { HoldView, NamedPerson } from "../views";
import { type HoldRow, readHolds } from "./store";

const LISTED = 200;

/** The holds in force and asked for, then those that are over, with what the caller may do. @throws CountersignError `forbidden` */
export async function listHolds(ctx: Context): Promise<HoldView[]> {
  requirePermission(ctx, "audit.read");
  const rows = await readHolds(reading(), LISTED);
  return rows.map((row) => ({ ...viewOf(row), abilities: holdAbilities(ctx.actor, row) }));
}

function viewOf(row: HoldRow): Omit<HoldView, "abilities"> {
  const { id, title, reason, scope, subject, state, liftReason, version } = row;
  return {
    ...{ id, title, reason, scope, subject, state, liftReason, version },
    askedBy: named(row.askedById, row.askedBy) as NamedPerson,
    askedAt: row.askedAt.toISOString(),
    confirmedBy: named(row.confirmedById, row.confirmedBy),
    confirmedAt: row.confirmedAt?.toISOString() ?? null,
    liftAskedBy: named(row.liftAskedById, row.liftAskedBy),
    liftAskedAt: row.liftAskedAt?.toISOString() ?? null,
    liftedBy: named(row.liftedById, row.liftedBy),
    liftedAt: row.liftedAt?.toISOString() ?? null,
  };
}

const named = (id: string | null, name: string | null): NamedPerson | null => (id ? { id, name: name ?? id } : null);
