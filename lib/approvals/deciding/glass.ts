import { recordEvent } from "@/lib/audit";
import type { Context } from "@/lib/context";
import type { SqlTx } from "@/lib/db";
import { tellPeople } from "@/lib/notifications";
import type { ApprovalRow } from "../store";
import { agentNameOf, holdersOf } from "./store";

/** Somebody broke the glass: an alert in the log, and everybody of compliance and the CISO told at once (A4). */
export async function tellOfGlass(
  tx: SqlTx,
  ctx: Context,
  { moved, digest, text, quorum }: { moved: ApprovalRow; digest: string; text: string; quorum: number },
): Promise<void> {
  const { id, agentId, groups, environment, server, tool, tier } = moved;
  const approvedUntil = moved.approvedUntil?.toISOString() ?? "";
  await recordEvent(tx, ctx, {
    type: "approval.glass_broken",
    targetId: id,
    agentId,
    details: { digest, approvedUntil, quorum, groups, text },
  });
  const people = await holdersOf(tx, ["compliance", "ciso"], moved.teamId);
  const names = await agentNameOf(tx, { agentId, personId: ctx.actor.id });
  await tellPeople(tx, ctx, {
    kind: "approval_glass",
    personIds: people.map((person) => person.id),
    targetId: id,
    agentId,
    content: { path: `/approvals/${id}`, name: names.agent, by: names.person, environment, server, tool, tier },
  });
}
