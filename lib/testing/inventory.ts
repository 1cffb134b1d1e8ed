import { acceptHandOvers } from "@/lib/agents";
import type { CreateAgentInput } from "@/lib/agents/schema";
import { type EventType, type EventTypeName, VOCABULARY } from "@/lib/audit";
import { db } from "@/lib/db";
import { contextAs } from "./contexts";

/** A small organisation for tests of the inventory: two teams, five people who are here and one who left. */
export async function seedOrganisation(): Promise<void> {
  await db().team.createMany({ data: ["a", "b"].map((name) => ({ id: `tem_${name}`, name: `Team ${name}` })) });
  const people = ["olga", "sven", "cora", "otto", "rita", "gone"];
  await db().person.createMany({
    data: people.map((name) => ({
      id: `per_${name}`,
      email: `${name}@example.test`,
      name: `${name.charAt(0).toUpperCase()}${name.slice(1)} Test`,
      status: name === "gone" ? ("deactivated" as const) : ("active" as const),
    })),
  });
}

/** Everything that a registration of tier low asks for, in team a, owned by Olga and sponsored by Sven. */
const COMPLETE = {
  name: "Invoice matcher",
  environment: "production",
  purpose: "Matches incoming invoices to purchase orders.",
  provider: "Northwind",
  systems: ["ledger"],
  dataRead: ["internal"],
  autonomy: "suggests",
  exposure: "internal",
  teamId: "tem_a",
  ownerId: "per_olga",
  sponsorId: "per_sven",
} as const satisfies CreateAgentInput;

/** Facts that the classifier rates high, without a privilege that would need reviewers, and what that tier asks to be stated (K3). */
export const RISKY = {
  authority: "Board resolution 7",
  promptHash: "sha256:1f0c",
  imageDigest: "sha256:9b2e",
  autonomy: "acts_alone",
  exposure: "public",
  dataRead: ["payment", "health", "secrets"],
  dataWritten: ["secrets"],
} satisfies Partial<CreateAgentInput>;

/** Puts the provider of complete agents into the register of suppliers, with a contract: what tier high asks for (K3). */
export async function contractNorthwind(): Promise<void> {
  const contract = { contractRef: "NW-2026-4", contractEnd: new Date("2030-12-31") };
  await db().supplier.create({ data: { id: "sup_northwind", name: "Northwind", names: ["northwind"], ...contract } });
}

/** Accepts, as this person, every offer to answer for an agent that waits for them. Each raises its agent's version by one. */
export async function acceptFor(personId: string): Promise<void> {
  const { refused, rows } = await acceptHandOvers(contextAs("reviewer", { id: personId }), { all: true });
  if (refused) throw new Error(rows.map(({ reason }) => reason).join(" "));
}

let counter = 0;
/** The same under a name of its own. */
export function completeAgent(over: Partial<CreateAgentInput> = {}): CreateAgentInput {
  counter += 1;
  return {
    ...COMPLETE,
    systems: [...COMPLETE.systems],
    dataRead: [...COMPLETE.dataRead],
    name: `Agent ${counter}`,
    ...over,
  };
}

/** Types and details of the events about one target, in order of time, then of type: tests stop the clock. */
export async function eventsOf(targetId: string) {
  const events = await db().auditEvent.findMany({ where: { targetId }, orderBy: [{ at: "asc" }, { type: "asc" }] });
  const beside = await db().auditPersonal.findMany({ where: { eventId: { in: events.map(({ id }) => id) } } });
  return events.map(({ id, type, details, actorId }) => {
    const { texts }: EventType = VOCABULARY[type as EventTypeName];
    const written = beside.filter(({ eventId, field }) => eventId === id && texts.includes(field));
    const told = Object.fromEntries(written.map(({ field, value }) => [field, JSON.parse(value)]));
    return { type, details: { ...(details as object), ...told }, actorId };
  });
}
