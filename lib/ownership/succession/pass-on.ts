import { type NewEvent, recordEvents } from "@/lib/audit";
import type { Context } from "@/lib/context";
import type { SqlTx } from "@/lib/db";
import { insertNotices, type NewNotice } from "@/lib/notices";
import { chiefMove, isQueued, type Succession, succeed } from "./rules";
import { agentsOf, type Left, overtakeOffers, type StandingRow, standingsOf, writeSeats } from "./store";

/** One agent and who follows. */
export interface Passed {
  agent: Left;
  succession: Succession;
}

/** Who would follow this person in every agent of theirs, by the rule; `lock` for who is about to do it. */
export async function foresee(
  tx: SqlTx,
  ctx: Context,
  given: { personId: string; lock?: "for no key update" },
): Promise<{ passed: Passed[]; people: Map<string, StandingRow> }> {
  const agents = await agentsOf(tx, given.personId, given.lock ?? "");
  const seated = agents.flatMap(({ owner, deputy, sponsor }) => [owner, deputy, sponsor]);
  const known = [...new Set([given.personId, ...seated])].filter((id) => id !== null);
  const people = await standingsOf(tx, known);
  const passed = agents.map((agent) => ({
    agent,
    succession: succeed(agent, given.personId, { people, now: ctx.now }),
  }));
  return { passed, people };
}

/**
 * Gives everything a leaver answers for to who follows, in the caller's transaction (O3): in sets, for a person may own
 * thousands. Who follows did not ask for it and gets a notice for each agent. The leaver's row must be locked already, and
 * departures must be one at a time: else a successor could leave while they succeed.
 */
export async function passOn(
  tx: SqlTx,
  ctx: Context,
  leaverId: string,
): Promise<{ agents: number; queued: number; offersEnded: number }> {
  const { passed } = await foresee(tx, ctx, { personId: leaverId, lock: "for no key update" });
  const written = await writeSeats(
    tx,
    passed.map(({ agent, succession }) => ({
      id: agent.id,
      version: agent.version,
      ...succession.seats,
      governanceSince: succession.governanceSince,
      fields: succession.moves.map(({ role }) => role),
    })),
    { now: ctx.now, byId: ctx.actor.id },
  );
  if (written !== passed.length) throw new Error(`${passed.length - written} agents moved although they were locked`);
  const seats = passed.flatMap(({ agent, succession }) =>
    succession.moves.map(({ role }) => ({ agentId: agent.id, role })),
  );
  const offersEnded = await overtakeOffers(tx, { personId: leaverId, seats, byId: ctx.actor.id, now: ctx.now });
  await recordEvents(tx, ctx, passed.flatMap(eventOf));
  await insertNotices(
    tx,
    passed.flatMap((one) => noticesOf(one, leaverId)),
    ctx.now,
  );
  const queued = passed.filter(({ succession }) => isQueued(succession)).length;
  return { agents: passed.length, queued, offersEnded };
}

/** One event for each agent: it tells its chief move, and where everybody sits now. */
function eventOf({ agent, succession }: Passed): NewEvent[] {
  const chief = chiefMove(succession.moves);
  if (!chief) return [];
  const { role, formerId, successorId, way } = chief;
  const { owner, deputy, sponsor } = succession.seats;
  return [
    {
      type: isQueued(succession) ? "agent.queued" : "agent.owner_succeeded",
      targetId: agent.id,
      agentId: agent.id,
      details: {
        name: agent.name,
        environment: agent.environment,
        ...{ role, formerId, successorId, way },
        ...{ ownerId: owner, deputyId: deputy, sponsorId: sponsor },
      },
    },
  ];
}

/** For everybody who sits where they were not asked to. */
function noticesOf({ agent, succession }: Passed, formerId: string): NewNotice[] {
  return succession.moves.flatMap(({ role, successorId, way }) => {
    if (!successorId) return [];
    const content = { name: agent.name, environment: agent.environment, role, way, formerId };
    return [{ personId: successorId, kind: "succeeded", agentId: agent.id, content }];
  });
}
