import { can, rolesFor } from "@/lib/access";
import type { Context } from "@/lib/context";
import { CountersignError } from "@/lib/errors";

/** The sentence for who may not say which issuers are trusted; null for who may. Issuers belong to no team. */
export function refusalToManage(ctx: Context): string | null {
  if (can(ctx.actor, "issuers.manage")) return null;
  return `This needs the role ${rolesFor("issuers.manage").join(" or ")} for the whole organisation.`;
}

export function requireManage(ctx: Context): void {
  const refusal = refusalToManage(ctx);
  if (refusal) throw new CountersignError("forbidden", refusal);
}
