import { requirePermission } from "@/lib/access";
import { type NewEvent, recordEvents } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { parseInput } from "@/lib/parse";
import { getForChange, lostRace, refusingOnRecord, requireAllowed, scopeOf } from "./guard";
import { type Named, requireNamed } from "./people-named";
import { decideChange, decideKeeps, gatesFor } from "./rules";
import { type AssignPeopleInput, assignPeopleSchema } from "./schema";
import { reviewedClasses, type StoredAgent, updateAgents } from "./store";

/**
 * Says who answers for an agent and which team it belongs to (O1). Those named must be active; moving it to another team
 * needs the permission there too. When nothing changes, nothing is written.
 */
export async function assignPeople(ctx: Context, input: AssignPeopleInput): Promise<{ version: number }> {
  const { id, version, ...named } = parseInput(assignPeopleSchema, input);
  return refusingOnRecord(ctx, { verb: "agents.assign", agentId: id }, () =>
    inSqlTransaction(async (tx) => {
      const agent = await getForChange(tx, ctx, { id, version });
      requirePermission(ctx, "agents.assign", scopeOf(agent));
      if (named.teamId !== undefined && named.teamId !== agent.teamId) {
        requirePermission(ctx, "agents.assign", { ...scopeOf(agent), teamId: named.teamId });
      }
      const assigned = assign(agent, named);
      const events = assignmentEvents(agent, assigned);
      if (!events.length) return { version };
      requireAllowed(decideChange(agent.status));
      await requireNamed(tx, onlyChanged(agent, named));
      const reviewed = await reviewedClasses(tx);
      requireAllowed(decideKeeps(agent.status, gatesFor(agent, reviewed), gatesFor(assigned, reviewed)));
      const updatedFields = events.map((event) => EVENT_FIELD[event.type] ?? "team");
      const row = { ...assigned, updatedById: ctx.actor.id, updatedFields };
      if (!(await updateAgents(tx, [row], ctx.now)).has(id)) throw lostRace(agent.name);
      await recordEvents(tx, ctx, events);
      return { version: version + 1 };
    }),
  );
}

const EVENT_FIELD: Record<string, string> = { "agent.owner_assigned": "owner", "agent.sponsor_assigned": "sponsor" };

/** The agent with those named in place; they count as active, for `requireNamed` makes sure. */
export function assign(agent: StoredAgent, named: Named): StoredAgent {
  const person = (id: string | null | undefined, now: StoredAgent["owner"]) =>
    id === undefined || id === (now?.id ?? null) ? now : id === null ? null : { id, active: true };
  return {
    ...agent,
    teamId: named.teamId === undefined ? agent.teamId : named.teamId,
    owner: person(named.ownerId, agent.owner),
    sponsor: person(named.sponsorId, agent.sponsor),
  };
}

function onlyChanged(agent: StoredAgent, named: Named): Named {
  return {
    teamId: named.teamId === agent.teamId ? undefined : named.teamId,
    ownerId: named.ownerId === agent.owner?.id ? undefined : named.ownerId,
    sponsorId: named.sponsorId === agent.sponsor?.id ? undefined : named.sponsorId,
  };
}

/** One event for each of owner, sponsor and team that differs. */
export function assignmentEvents(before: StoredAgent, after: StoredAgent): NewEvent[] {
  const about = { targetId: before.id, agentId: before.id };
  const base = { name: before.name, environment: before.environment };
  const ids = (agent: StoredAgent) => ({ owner: agent.owner?.id ?? null, sponsor: agent.sponsor?.id ?? null });
  const [was, is] = [ids(before), ids(after)];
  const events: NewEvent[] = [];
  if (was.owner !== is.owner) {
    const details = { ...base, ownerId: is.owner, formerOwnerId: was.owner };
    events.push({ type: "agent.owner_assigned", ...about, details });
  }
  if (was.sponsor !== is.sponsor) {
    const details = { ...base, sponsorId: is.sponsor, formerSponsorId: was.sponsor };
    events.push({ type: "agent.sponsor_assigned", ...about, details });
  }
  if (before.teamId !== after.teamId) {
    const change = { fields: ["team"], before: { team: before.teamId }, after: { team: after.teamId } };
    events.push({ type: "agent.edited", ...about, details: { ...base, ...change } });
  }
  return events;
}
