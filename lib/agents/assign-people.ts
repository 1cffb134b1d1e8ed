import { requirePermission } from "@/lib/access";
import { type NewEvent, recordEvents } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction, type SqlTx } from "@/lib/db";
import { CountersignError } from "@/lib/errors";
import { parseInput } from "@/lib/parse";
import { getForChange, refusingOnRecord, requireAllowed, scopeOf } from "./guard";
import { seatEvents } from "./hand-over/events";
import { overtake, writeOffers } from "./hand-over/offer";
import { changedSeats, divide, faultOfNaming, type SeatChange, seated } from "./hand-over/rules";
import type { Seat } from "./hand-over/terms";
import { type Named, requireNamed } from "./people-named";
import { decideChange } from "./rules";
import { type AssignPeopleInput, assignPeopleSchema } from "./schema";
import type { StoredAgent } from "./store";
import { changeAgents } from "./tier/settle";

/** What naming people brought: the version now, and who was asked and has to accept before it takes effect (O2). */
export interface Assigned {
  version: number;
  offered: { seat: Seat; personId: string }[];
}

/**
 * Says who answers for an agent and which team it belongs to (O1). Those named must be active; moving it to another team
 * needs the permission there too. What needs nobody's consent is done; the rest is offered and the former arrangement stands
 * until it is accepted (O2). When nothing changes, nothing is written.
 */
export async function assignPeople(ctx: Context, input: AssignPeopleInput): Promise<Assigned> {
  const { id, version, ...named } = parseInput(assignPeopleSchema, input);
  return refusingOnRecord(ctx, { verb: "agents.assign", agentId: id }, () =>
    inSqlTransaction(async (tx) => {
      const agent = await getForChange(tx, ctx, { id, version });
      return assignOne(tx, ctx, agent, { named, note: "" });
    }),
  );
}

/** Names people for one agent that was loaded in this transaction, as far as the caller may. */
export async function assignOne(
  tx: SqlTx,
  ctx: Context,
  agent: StoredAgent,
  { named, note }: { named: Named; note: string },
): Promise<Assigned> {
  requirePermission(ctx, "agents.assign", scopeOf(agent));
  if (named.teamId !== undefined && named.teamId !== agent.teamId) {
    requirePermission(ctx, "agents.assign", { ...scopeOf(agent), teamId: named.teamId });
  }
  const fault = faultOfNaming(agent, named);
  if (fault) throw new CountersignError("invalid", fault, [{ path: "deputyId", message: fault }]);
  const assignment = assign(agent, named, ctx.actor.id);
  const { after, offers, events } = assignment;
  if (!events.length && !offers.length) return { version: agent.version, offered: [] };
  requireAllowed(decideChange(agent.status));
  await requireNamed(tx, onlyChanged(agent, named));
  if (events.length) {
    const row = { ...after, updatedById: ctx.actor.id, updatedFields: fieldsOf(assignment) };
    await changeAgents(tx, ctx, [{ before: agent, after: row }], "people");
    await overtake(tx, ctx, [{ agentId: agent.id, seats: assignment.seats }]);
    await recordEvents(tx, ctx, events);
  }
  const refusals = await writeOffers(
    tx,
    ctx,
    offers.map((offer) => ({ ...offer, agent })),
    note,
  );
  for (const refusal of refusals.values()) throw refusal;
  return {
    version: events.length ? agent.version + 1 : agent.version,
    offered: offers.map(({ seat, toId }) => ({ seat, personId: toId })),
  };
}

export interface Assignment {
  /** The agent with what takes effect at once; those named count as active, for `requireNamed` makes sure. */
  after: StoredAgent;
  /** The seats that change hands at once. */
  seats: SeatChange[];
  offers: (SeatChange & { toId: string })[];
  /** What happens at once; none when nothing does. */
  events: NewEvent[];
}

/** What naming comes to for one agent: decided, not yet written. */
export function assign(agent: StoredAgent, named: Named, actorId: string): Assignment {
  const { now, offers } = divide(agent, named, actorId);
  const teamId = named.teamId === undefined ? agent.teamId : named.teamId;
  const after = { ...seated(agent, now), teamId };
  const seats = changedSeats(agent, after);
  return { after, seats, offers, events: [...seatEvents(agent, seats), ...teamEvents(agent, teamId)] };
}

/** What changed, in the words that the next person reads who comes too late. */
export function fieldsOf({ seats, events }: Assignment): string[] {
  return [...seats.map(({ seat }) => seat), ...(events.length > seats.length ? ["team"] : [])];
}

function onlyChanged(agent: StoredAgent, named: Named): Named {
  return {
    teamId: named.teamId === agent.teamId ? undefined : named.teamId,
    ownerId: named.ownerId === agent.owner?.id ? undefined : named.ownerId,
    deputyId: named.deputyId === agent.deputy?.id ? undefined : named.deputyId,
    sponsorId: named.sponsorId === agent.sponsor?.id ? undefined : named.sponsorId,
  };
}

function teamEvents(agent: StoredAgent, teamId: string | null): NewEvent[] {
  if (agent.teamId === teamId) return [];
  const change = { fields: ["team"], before: { team: agent.teamId }, after: { team: teamId } };
  return [
    {
      type: "agent.edited",
      targetId: agent.id,
      agentId: agent.id,
      details: { name: agent.name, environment: agent.environment, ...change },
    },
  ];
}
