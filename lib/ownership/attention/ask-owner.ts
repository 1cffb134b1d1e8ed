import { requirePermission } from "@/lib/access";
import { recordEvent } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { CountersignError } from "@/lib/errors";
import { insertNotices } from "@/lib/notices";
import { parseInput } from "@/lib/parse";
import { requireWatched, scopeOf } from "./guard";
import { decideAsk } from "./rules";
import { type AskOwnerInput, askOwnerSchema } from "./schema";
import { askedSince } from "./store";
import { ASK_AGAIN_DAYS } from "./terms";

const DAY_MS = 86_400_000;

/**
 * Asks the owner and the deputy whether an agent is still needed, or its record still right (O4): a notice in their inbox.
 * Once a week at most, whoever asks.
 * @throws CountersignError `forbidden`, `unmet` when nobody is there to ask, `conflict` when they were asked already
 */
export async function askOwner(ctx: Context, input: AskOwnerInput): Promise<{ asked: number }> {
  const { id, about } = parseInput(askOwnerSchema, input);
  return await inSqlTransaction(async (tx) => {
    const agent = await requireWatched(tx, ctx, id);
    requirePermission(ctx, "governance.manage", scopeOf(agent));
    const refusal = decideAsk(agent);
    if (refusal) throw new CountersignError("unmet", refusal);
    if (await askedSince(tx, id, new Date(ctx.now.getTime() - ASK_AGAIN_DAYS * DAY_MS))) {
      throw new CountersignError(
        "conflict",
        `They were asked about ${agent.name} within the last ${ASK_AGAIN_DAYS} days.`,
      );
    }
    const people = [agent.owner, agent.deputy].flatMap((person) => (person?.active ? [person.id] : []));
    const content = { name: agent.name, environment: agent.environment, about, askedById: ctx.actor.id };
    await insertNotices(
      tx,
      people.map((personId) => ({ personId, kind: "asked", agentId: id, content })),
      ctx.now,
    );
    await recordEvent(tx, ctx, {
      type: "agent.owner_asked",
      targetId: id,
      agentId: id,
      details: { name: agent.name, environment: agent.environment, ownerId: people[0] ?? null, about },
    });
    return { asked: people.length };
  });
}
