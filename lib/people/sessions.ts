import { closeSession, findSessionHolder, IDLE_SECONDS, listLiveSessions } from "@/lib/accounts";
import type { Context } from "@/lib/context";
import { inTransaction } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { parseInput } from "@/lib/parse";
import { requireAbility, requirePerson, requireUser } from "./load";
import { canEndSessions } from "./rules";
import { personRefSchema, type SessionRow, sessionRefSchema } from "./schema";

/** The live sessions of the caller, or of a person whose sessions the caller may end. */
export async function listSessions(ctx: Context, input: { personId?: string } = {}): Promise<SessionRow[]> {
  const own = requireUser(ctx).id;
  const { personId } = parseInput(personRefSchema, { personId: input.personId ?? own });
  if (personId !== own) await requireReach(ctx, personId);
  return await listLiveSessions(personId, ctx.now, IDLE_SECONDS);
}

/** Ends a session, one's own or one the caller administers. A session of nobody one may see is `not_found`. */
export async function endSession(ctx: Context, input: { sessionId: string }): Promise<{ ended: boolean }> {
  const { sessionId } = parseInput(sessionRefSchema, input);
  const own = requireUser(ctx).id;
  const holder = await findSessionHolder(sessionId);
  if (!holder) throw notFound("session");
  if (holder !== own) await requireReach(ctx, holder);
  const reason = holder === own ? "ended by the person" : "ended by an administrator";
  return await closeSession(ctx, { sessionId, reason });
}

async function requireReach(ctx: Context, personId: string): Promise<void> {
  await inTransaction(async (tx) => {
    const person = await requirePerson(tx, ctx, personId);
    requireAbility(canEndSessions(ctx.actor, person), "forbidden");
  });
}
