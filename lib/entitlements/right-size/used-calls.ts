import type { SqlTx } from "@/lib/db";
import { grantedCalls } from "../queries";
import { valuesOf } from "../rules";
import { ACTIONS, type Action } from "../terms";
import type { UsedCall } from "./propose";

/** Recorded calls of one agent that are looked at: the latest. */
const CALLS_MAX = 5_000;

/** What each grant of an agent was used for since then, by the grant's id, the latest first. */
export async function usedCalls(
  tx: SqlTx,
  { agentId, since }: { agentId: string; since: Date },
): Promise<Map<string, UsedCall[]>> {
  const byGrant = new Map<string, UsedCall[]>();
  for (const { entitlementIds, arguments: args, ...call } of await grantedCalls(tx, {
    agentId,
    since,
    most: CALLS_MAX,
  })) {
    const action = ACTIONS.find((known) => known === call.action);
    if (!action) continue;
    const used: UsedCall = { ...call, action: action satisfies Action, values: valuesOf(args) };
    for (const id of entitlementIds) {
      const calls = byGrant.get(id);
      if (calls) calls.push(used);
      else byGrant.set(id, [used]);
    }
  }
  return byGrant;
}
