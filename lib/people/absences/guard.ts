import { can, requirePermission } from "@/lib/access";
import type { Context } from "@/lib/context";
import { requireUser } from "../load";

/** Whose absences the caller may see and set: their own, and of compliance anybody's. @throws CountersignError `forbidden` */
export function requireAbsencesOf(ctx: Context, personId: string): void {
  requirePermission(ctx, "absences.manage");
  if (personId !== requireUser(ctx).id) requirePermission(ctx, "absences.manageOthers");
}

export function managesOthers(ctx: Context): boolean {
  return can(ctx.actor, "absences.manageOthers");
}
