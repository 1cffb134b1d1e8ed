import { can } from "@/lib/access";
import type { Context } from "@/lib/context";
import { reading } from "../store";
import { readWaiting, type WaitingRow } from "./store";

export type RetentionWaiting = WaitingRow;

/** What waits for this person as the second one: holds, their lifting, shorter times, erasures. */
export async function retentionWaiting({ actor }: Context): Promise<RetentionWaiting[]> {
  const may = {
    hold_confirm: can(actor, "audit.confirmHold"),
    lift_confirm: can(actor, "audit.confirmHold"),
    retention_confirm: can(actor, "retention.confirm"),
    erasure_confirm: can(actor, "erasure.confirm"),
  };
  if (!Object.values(may).some(Boolean)) return [];
  return (await readWaiting(reading(), actor.id)).filter(({ kind }) => may[kind]);
}
