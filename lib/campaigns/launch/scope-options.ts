import { canSomewhere, visibility } from "@/lib/access";
import type { Context } from "@/lib/context";
import { CountersignError } from "@/lib/errors";
import { pool } from "../store";
import { readOptions, type ScopeOptions } from "./store";

/** What a scope can be limited to, within the reach of the caller. @throws CountersignError `forbidden` */
export async function scopeOptions(ctx: Context): Promise<ScopeOptions> {
  if (!canSomewhere(ctx.actor, "campaigns.launch")) {
    throw new CountersignError("forbidden", "This needs the role compliance.");
  }
  const { everything, teamIds } = visibility(ctx.actor, "campaigns.launch");
  return readOptions(pool(), everything ? null : teamIds);
}
