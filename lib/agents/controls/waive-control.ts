import { requirePermission } from "@/lib/access";
import { recordEvent } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { CountersignError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { parseInput } from "@/lib/parse";
import { getForChange, lostRace, refusingOnRecord, requireAllowed, scopeOf } from "../guard";
import { reviewedClasses } from "../store";
import { measureControls } from "./measure";
import { decideUntil, decideWaiver } from "./rules";
import { type WaiveControlInput, waiveControlSchema } from "./schema";
import { insertWaiver } from "./store";

/**
 * Lets a control of the tier go for a while, with the reason (K3): at most 90 days, never by who answers for the agent.
 * @returns the waiver's id and the instant it ends, ISO 8601
 * @throws CountersignError `forbidden` for owner, deputy and sponsor; `conflict` when the control is met, waived already, not
 * asked of the tier or never to be waived for it, or when the agent changed meanwhile; `invalid` for a day too far off
 */
export async function waiveControl(ctx: Context, input: WaiveControlInput): Promise<{ id: string; until: string }> {
  const { id: agentId, version, control, reason, until: day } = parseInput(waiveControlSchema, input);
  return refusingOnRecord(ctx, { verb: "agents.waive", agentId }, () =>
    inSqlTransaction(async (tx) => {
      const agent = await getForChange(tx, ctx, { id: agentId, version });
      requirePermission(ctx, "agents.waive", scopeOf(agent));
      const reviewed = await reviewedClasses(tx);
      const controls = (await measureControls(tx, [agent], { reviewed, now: ctx.now })).get(agentId) ?? [];
      const found = controls.find((one) => one.id === control);
      requireAllowed(decideWaiver(agent, { id: control, found }, ctx.actor.id));
      const term = decideUntil(day, ctx.now);
      if (!term.allowed) throw new CountersignError(term.code, term.reason, [{ path: "until", message: term.reason }]);
      const id = newId("wav", ctx.now);
      const { until } = term;
      const waiver = { id, agentId, version, control, reason, byId: ctx.actor.id, until, now: ctx.now };
      if (!(await insertWaiver(tx, waiver))) throw lostRace(agent.name);
      const { name, environment, tier } = agent;
      await recordEvent(tx, ctx, {
        type: "agent.control_waived",
        targetId: agentId,
        agentId,
        details: { name, environment, tier, control, waiverId: id, until: day, reason },
      });
      return { id, until: until.toISOString() };
    }),
  );
}
