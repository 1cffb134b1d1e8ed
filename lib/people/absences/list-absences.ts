import { requirePermission } from "@/lib/access";
import type { Context } from "@/lib/context";
import { parseInput } from "@/lib/parse";
import { requireUser } from "../load";
import { requireAbsencesOf } from "./guard";
import { absencesOfSchema } from "./schema";
import { selectAbsences, selectReviewers } from "./store";
import type { AbsenceView, DelegateOption } from "./views";

/**
 * Absences that are not over, the next first: of a person with those in which they stand in for somebody.
 * @param input.personId absent: the caller's own
 * @throws CountersignError `forbidden` for somebody else's without compliance
 */
export async function listAbsences(ctx: Context, input: { personId?: string } = {}): Promise<AbsenceView[]> {
  const { personId = requireUser(ctx).id } = parseInput(absencesOfSchema, input);
  requireAbsencesOf(ctx, personId);
  return await selectAbsences(personId);
}

/** Who can be named to decide in the caller's place: active reviewers, by name. */
export async function listDelegates(ctx: Context): Promise<DelegateOption[]> {
  requirePermission(ctx, "absences.manage");
  return await selectReviewers(requireUser(ctx).id);
}
