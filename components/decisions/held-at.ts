import type { EntitlementView } from "@/lib/entitlements/schema";

/** The call in question: its tool, and the instant of its decision (ISO 8601). */
export interface CallAt {
  server: string;
  tool: string;
  at: string;
}

/** The grants of an agent that were in force for this tool at that instant, whatever became of them since. */
export function heldAt(grants: readonly EntitlementView[], call: CallAt): EntitlementView[] {
  return grants.filter((grant) => coversTool(grant, call) && wasInForce(grant, Date.parse(call.at)));
}

function coversTool(grant: EntitlementView, { server, tool }: CallAt): boolean {
  return grant.server === server && (grant.tool === null || grant.tool === tool);
}

function wasInForce({ approvedAt, startsAt, endedAt, expiresAt }: EntitlementView, at: number): boolean {
  if (approvedAt === null || Date.parse(approvedAt) > at) return false;
  if (startsAt !== null && Date.parse(startsAt) > at) return false;
  return [endedAt, expiresAt].every((end) => end === null || Date.parse(end) > at);
}
