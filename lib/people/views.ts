import { requirePermission } from "@/lib/access";
import type { Context } from "@/lib/context";
import { inTransaction } from "@/lib/db";
import { CountersignError, notFound } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { parseInput } from "@/lib/parse";
import { requireUser } from "./load";
import { selectViews } from "./queries";
import { seesSharedViews } from "./rules";
import {
  type PreferencesPatch,
  preferencesPatchSchema,
  VIEWS_MAX,
  type ViewRow,
  viewRefSchema,
  viewSchema,
  viewsOfSchema,
} from "./schema";
import { countOtherViews, deleteOwnView, mergePreferences, putView } from "./store";

export interface ViewInput {
  area: string;
  name: string;
  query: string;
  shared: boolean;
  isDefault: boolean;
}

/** Saves a list's address under a name; saving under the same name again replaces it. */
export async function saveView(ctx: Context, input: ViewInput): Promise<{ viewId: string }> {
  requirePermission(ctx, "views.save");
  const view = parseInput(viewSchema, input);
  const personId = requireUser(ctx).id;
  const id = newId("vew", ctx.now);
  const stored = { id, personId, ...view, createdAt: ctx.now };
  return await inTransaction(async (tx) => {
    if ((await countOtherViews(tx, stored)) >= VIEWS_MAX) {
      throw new CountersignError("too_large", `You keep ${VIEWS_MAX} views of this list. Remove one first.`);
    }
    return { viewId: await putView(tx, stored) };
  });
}

/** The caller's own views of a list, default first, and those that others share where the caller may read the list. */
export async function listViews(ctx: Context, input: { area: string }): Promise<ViewRow[]> {
  requirePermission(ctx, "views.save");
  const { area } = parseInput(viewsOfSchema, input);
  return await selectViews(requireUser(ctx).id, { area, shared: seesSharedViews(ctx.actor, area) });
}

/** Removes an own view. Somebody else's, shared or not, is `not_found`. */
export async function deleteView(ctx: Context, input: { viewId: string }): Promise<void> {
  requirePermission(ctx, "views.save");
  const { viewId } = parseInput(viewRefSchema, input);
  const personId = requireUser(ctx).id;
  await inTransaction(async (tx) => {
    if (!(await deleteOwnView(tx, viewId, personId))) throw notFound("view");
  });
}

/** Changes the caller's own settings; what the patch does not name stays as it is. */
export async function savePreferences(ctx: Context, patch: PreferencesPatch): Promise<void> {
  requirePermission(ctx, "preferences.change");
  const { timeZone = null, columns = {}, ...rest } = parseInput(preferencesPatchSchema, patch);
  await mergePreferences(requireUser(ctx).id, { timeZone, columns, rest });
}
