import { recordEvent } from "@/lib/audit";
import type { Context } from "@/lib/context";
import type { SqlTx } from "@/lib/db";
import { insertNotices } from "@/lib/notices";
import { eventOn } from "../guard";
import { activeAmong, endCredentials, endTokens, type StoredCredential } from "../store";
import { END_CAUSE_LABELS, type EndCause } from "../terms";

/** Writes down that a credential's time is over, with its tokens; who did not rotate in time is told. @returns whether it still lived */
export async function endByTime(
  tx: SqlTx,
  ctx: Context,
  { id, agent, instance, kind, strength, label }: StoredCredential,
  cause: EndCause,
): Promise<boolean> {
  const how = { state: "expired", reason: END_CAUSE_LABELS[cause], byId: null, now: ctx.now } as const;
  const ended = await endCredentials(tx, { credentialIds: [id] }, how);
  if (!ended.length) return false;
  const tokens = (await endTokens(tx, [id], ctx.now)).get(agent.id) ?? 0;
  const { details, ...about } = eventOn(agent, instance);
  await recordEvent(tx, ctx, {
    type: "agent.credential_expired",
    ...about,
    details: { ...details, credentialId: id, kind, strength, label, cause, tokens },
  });
  if (cause === "never_rotated" || cause === "term_over") {
    const people = await activeAmong(tx, [agent.ownerId, agent.deputyId]);
    const content = { name: agent.name, instance: instance.name, label, cause };
    await insertNotices(
      tx,
      people.map((personId) => ({ personId, kind: "credential_expired", agentId: agent.id, content })),
      ctx.now,
    );
  }
  return true;
}
