import { can, requirePermission, requireReach, rolesFor, type Verb } from "@/lib/access";
import type { Context } from "@/lib/context";
import type { SqlTx } from "@/lib/db";
import { CountersignError, notFound } from "@/lib/errors";
import { isId } from "@/lib/ids";
import { type ExportRecord, findExport, lockExport } from "./store";

/** Custody names people: what is taken home stands on somebody's name. @throws CountersignError `forbidden` */
export function requirePerson(ctx: Context): string {
  if (ctx.actor.kind === "user") return ctx.actor.id;
  throw new CountersignError("forbidden", "This is for a person who is signed in.");
}

/** Whether the caller reads every export, or only their own: a search within one team may hold what another team may not see. */
export function seesAll(ctx: Context): boolean {
  return can(ctx.actor, "evidence.read", { teamId: null });
}

/** The sentence for who may not do this to exports; null for who may. Who exports is checked where they reach anything at all. */
export function refusalOf(ctx: Context, verb: Verb): string | null {
  if (can(ctx.actor, verb, { teamId: null })) return null;
  return `This needs the role ${rolesFor(verb).join(" or ")}, for the whole organisation.`;
}

interface Wanted {
  id: string;
  verb: Verb;
  held?: boolean;
}

/** The export on which the caller may do this. @throws CountersignError `not_found`, `forbidden` */
export async function requireExport(
  tx: SqlTx,
  ctx: Context,
  { id, verb, held = false }: Wanted,
): Promise<ExportRecord> {
  const found = isId("exp", id) ? await (held ? lockExport(tx, id) : findExport(tx, id)) : null;
  const isOwn = found?.askedById === ctx.actor.id;
  if (!found || !(isOwn || seesAll(ctx))) throw notFound("export");
  if (isOwn && verb !== "evidence.link") requireReach(ctx, verb);
  else requirePermission(ctx, verb, { teamId: null });
  return found;
}
