import { requirePermission } from "@/lib/access";
import { recordEvent } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { insertNotices } from "@/lib/notices";
import { parseInput } from "@/lib/parse";
import { lostRace, refusingOnRecord, requireAllowed } from "../guard";
import { activePeople } from "../store";
import { getAsked } from "./answer";
import { offerEvent } from "./events";
import { decideAnswer } from "./rules";
import { type DeclineHandOverInput, declineHandOverSchema } from "./schema";
import { closeOffers } from "./store";

/**
 * Says no to answering for an agent, with a reason (O2): the former arrangement stands. Whoever asked is told.
 * @throws CountersignError `forbidden` for anybody but the person named, `conflict` when it is too late
 */
export async function declineHandOver(ctx: Context, input: DeclineHandOverInput): Promise<{ agentId: string }> {
  const { id, reason } = parseInput(declineHandOverSchema, input);
  return refusingOnRecord(ctx, { verb: "handOvers.answer" }, () =>
    inSqlTransaction(async (tx) => {
      requirePermission(ctx, "handOvers.answer");
      const { offer, agent } = await getAsked(tx, ctx, id);
      const active = (await activePeople(tx, [ctx.actor.id])).has(ctx.actor.id);
      const asked = { answer: "decline", actorId: ctx.actor.id, active, now: ctx.now } as const;
      requireAllowed(decideAnswer(offer, agent, asked));
      const closed = await closeOffers(tx, [id], { state: "declined", byId: ctx.actor.id, reason, now: ctx.now });
      if (!closed.has(id)) throw lostRace(agent.name);
      await recordEvent(tx, ctx, offerEvent(agent, offer, "declined", { reason }));
      if (offer.offeredById.startsWith("per_")) {
        const content = { name: agent.name, seat: offer.seat, byId: ctx.actor.id, reason };
        const notice = { personId: offer.offeredById, kind: "hand_over_declined", agentId: agent.id, content };
        await insertNotices(tx, [notice], ctx.now);
      }
      return { agentId: agent.id };
    }),
  );
}
