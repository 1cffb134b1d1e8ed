import { requirePermission } from "@/lib/access";
import { recordEvents } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { parseInput } from "@/lib/parse";
import { refusingOnRecord, requireAllowed, scopeOf } from "../guard";
import { decideChange } from "../rules";
import { changeAgents } from "../tier/settle";
import { hashOf } from "./fingerprint";
import { bringsSomething, listedEvents, prepareListing, writeListings } from "./listing";
import { getHeld } from "./load";
import { claimantOf } from "./rate";
import { type SeeToolsInput, seeToolsSchema } from "./schema";
import { loadServersOf, loadToolsOf, trustedNames } from "./store";
import type { Listed } from "./views";

/**
 * Takes in what a server of the agent lists (V4): new and changed tools are quarantined, what is gone no longer counts, what
 * is unchanged stays as it was decided. The tier is computed anew (K4).
 * @throws CountersignError `invalid` for a listing that cannot be read; `unmet` when a tool that came back as accepted would
 * leave the registration incomplete
 */
export async function seeTools(ctx: Context, input: SeeToolsInput): Promise<Listed> {
  const { agentId, server, tools, partial } = parseInput(seeToolsSchema, input);
  return refusingOnRecord(ctx, { verb: "tools.list", agentId }, () =>
    inSqlTransaction(async (tx) => {
      const agent = await getHeld(tx, ctx, agentId);
      requirePermission(ctx, "tools.list", scopeOf(agent));
      requireAllowed(decideChange(agent.status));
      const stored = (await loadServersOf(tx, [agentId])).find(({ name }) => name === server.name) ?? null;
      const known = stored && {
        server: stored,
        tools: (await loadToolsOf(tx, [agentId])).filter(({ serverId }) => serverId === stored.id),
      };
      const claimant = claimantOf(server.supplier || (stored?.supplier ?? ""), agent);
      const trusted = (await trustedNames(tx, [claimant])).has(claimant);
      const prepared = prepareListing(ctx, {
        agent,
        server,
        tools: tools.tools.map((tool) => ({ ...tool, hash: hashOf(tool) })),
        complete: tools.complete && !partial,
        known,
        trusted,
      });
      await writeListings(tx, ctx, [prepared]);
      if (!bringsSomething(prepared)) return prepared.listed;
      // What waits in quarantine breaks no registration: it cannot be called. So the number of those that wait stays out of it.
      const after = { ...agent, updatedById: ctx.actor.id, updatedFields: ["tools"] };
      await changeAgents(tx, ctx, [{ before: agent, after }], "tools");
      await recordEvents(tx, ctx, listedEvents(prepared));
      return prepared.listed;
    }),
  );
}
