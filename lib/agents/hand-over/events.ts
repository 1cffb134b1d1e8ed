import type { NewEvent } from "@/lib/audit";
import type { StoredAgent } from "../store";
import type { SeatChange } from "./rules";
import type { StoredOffer } from "./store";

type Named = Pick<StoredAgent, "id" | "name" | "environment">;

/** One event for each seat that has another holder now. */
export function seatEvents(agent: Named, changes: readonly SeatChange[]): NewEvent[] {
  const base = { name: agent.name, environment: agent.environment };
  const about = { targetId: agent.id, agentId: agent.id };
  return changes.map(({ seat, fromId, toId }): NewEvent => {
    if (seat === "owner") {
      return { type: "agent.owner_assigned", ...about, details: { ...base, ownerId: toId, formerOwnerId: fromId } };
    }
    if (seat === "deputy") {
      return { type: "agent.deputy_assigned", ...about, details: { ...base, deputyId: toId, formerDeputyId: fromId } };
    }
    return { type: "agent.sponsor_assigned", ...about, details: { ...base, sponsorId: toId, formerSponsorId: fromId } };
  });
}

type Offered = Pick<StoredOffer, "id" | "seat" | "fromId" | "toId">;
type Happened = "offered" | "accepted" | "declined" | "withdrawn" | "expired";

/** What became of an offer. `more` are the further fields of that event. */
export function offerEvent(
  agent: Named,
  offer: Offered,
  happened: Happened,
  more: Record<string, string> = {},
): NewEvent {
  const { id: handOverId, seat, fromId, toId } = offer;
  return {
    type: `agent.hand_over_${happened}`,
    targetId: agent.id,
    agentId: agent.id,
    details: { name: agent.name, environment: agent.environment, handOverId, seat, fromId, toId, ...more },
  };
}
