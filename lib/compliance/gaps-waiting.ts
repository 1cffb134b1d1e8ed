import { can } from "@/lib/access";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { allControls } from "./catalogue/read-catalogue";
import { controlHref } from "./present";
import { lastChecks, selectOwned } from "./store";

/** A control that the caller answers for, in a gap. */
export interface GapWaiting {
  kind: "control_gap";
  id: string;
  /** "SOC 2 CC6.1" */
  name: string;
  /** Since when. */
  since: Date;
  href: string;
}

/** The gaps in what the caller answers for, as they were checked last: what their inbox tells (D2, D3). */
export async function gapsWaiting(ctx: Context): Promise<GapWaiting[]> {
  if (!can(ctx.actor, "controls.read")) return [];
  return inSqlTransaction(async (tx) => {
    const owned = await selectOwned(tx, ctx.actor.id);
    if (!owned.length) return [];
    const last = await lastChecks(tx, owned, ctx.now);
    return allControls().flatMap(({ id, reference, framework }) => {
      const check = last.get(id);
      if (check?.state !== "gap") return [];
      const name = `${framework.name} ${reference}`;
      return [{ kind: "control_gap" as const, id, name, since: check.since, href: controlHref(id) }];
    });
  });
}
