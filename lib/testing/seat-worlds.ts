import fc from "fast-check";
import { db, sql } from "@/lib/db";
import { PRIVILEGE_CLASSES, TIERS } from "@/lib/risk/terms";
import type { SeatAgent, SeatPerson, SeatSubject } from "./seat-reckoning";

/** Small organisations of any shape, to ask in each of them who is to be asked: in tables, and as the reckoning reads them. */

export const PEOPLE = ["a", "b", "c", "d", "e", "f", "g"].map((name) => `per_${name}`);
export const TEAMS = ["tem_x", "tem_y"];
const CLASSES = PRIVILEGE_CLASSES.slice(0, 3);
export const AGENTS = ["agt_1", "agt_2", "agt_3"];
/** Cora launches and never leaves; she takes part in nothing else. */
export const LAUNCHER = "per_cora";

export const somebody = fc.constantFrom(...PEOPLE);
export const maybe = fc.option(somebody, { nil: null, freq: 3 });
const teamOrAll = fc.constantFrom(null, ...TEAMS);

const personWorld = fc.record({
  active: fc.constantFrom(true, true, true, false),
  managerId: maybe,
  roles: fc.array(fc.record({ role: fc.constantFrom("reviewer" as const, "compliance" as const), teamId: teamOrAll }), {
    maxLength: 2,
  }),
  groups: fc.uniqueArray(fc.constantFrom(...CLASSES), { maxLength: 2 }),
});
const agentWorld = fc.record({
  teamId: fc.constantFrom(...TEAMS),
  tier: fc.constantFrom(...TIERS),
  ownerId: maybe,
  deputyId: maybe,
  sponsorId: maybe,
  creatorId: maybe,
  privileges: fc.uniqueArray(fc.constantFrom(...CLASSES), { maxLength: 2 }),
  formers: fc.array(fc.record({ personId: somebody, until: fc.constantFrom(1_000, 3_000) }), { maxLength: 2 }),
  actions: fc.constantFrom("read", "pay", "delete", "administer", "execute"),
  requestedById: maybe,
  approvedById: maybe,
  certifiedAt: fc.constantFrom(null, null, 2_000),
});
export const world = fc.record({
  people: fc.tuple(...PEOPLE.map(() => personWorld)),
  agents: fc.tuple(...AGENTS.map(() => agentWorld)),
  fallbackId: somebody,
});
export type World = typeof world extends fc.Arbitrary<infer W> ? W : never;

const at = (millis: number) => new Date(Date.UTC(2026, 0, 1) + millis);

/** Writes the world over whatever was there, by hand: its people need not be as verbs would leave them. */
export async function writeWorld({ people, agents }: World): Promise<void> {
  await sql().query(`delete from entitlements; delete from accountabilities; delete from certifications; delete from agents;
    delete from role_grants where person_id <> '${LAUNCHER}'; delete from reviewer_group_members; update people set manager_id = null`);
  await sql().query(
    `update people p set status = r.status::"PersonStatus", manager_id = r.manager from json_to_recordset($1) r(id text, status text, manager text)
     where p.id = r.id`,
    [
      JSON.stringify(
        people.map(({ active, managerId }, n) => ({
          ...{ id: PEOPLE[n], manager: managerId === PEOPLE[n] ? null : managerId },
          status: active ? "active" : "deactivated",
        })),
      ),
    ],
  );
  const roles = people.flatMap((one, n) =>
    one.roles.map((role, m) => ({ ...role, id: `grt_${n}_${m}`, personId: PEOPLE[n] ?? "" })),
  );
  await db().roleGrant.createMany({ data: roles });
  const members = people.flatMap(({ groups }, n) =>
    groups.map((group) => ({ groupId: `grp_${group}`, personId: PEOPLE[n] ?? "" })),
  );
  await db().reviewerGroupMember.createMany({ data: members });
  for (const [n, agent] of agents.entries()) await writeAgent(AGENTS[n] ?? "", agent);
}

async function writeAgent(id: string, agent: World["agents"][number]): Promise<void> {
  const { teamId, tier, ownerId, deputyId, sponsorId, creatorId, privileges, formers, certifiedAt } = agent;
  const seats = { ownerId, deputyId, sponsorId, registeredById: creatorId };
  await db().agent.create({
    data: {
      ...{ id, name: id, environment: "production", status: "active", teamId, tier, privileges },
      ...seats,
    } as never,
  });
  // What the trigger wrote began in this moment: what is over lies before it, under roles of its own.
  for (const [m, { personId, until }] of formers.entries()) {
    await sql().query("insert into accountabilities values ($1, $2, $3, $4, $5)", [
      id,
      `former${m}`,
      personId,
      at(0),
      at(until),
    ]);
  }
  await sql().query(
    `insert into entitlements (id, agent_id, server, actions, state, justification, requested_by_id, requested_at, approved_by_id)
     values ($1, $2, 'Books', $3, 'active', '', $4, now(), $5)`,
    [`ent_${id}`, id, [agent.actions], agent.requestedById, agent.approvedById],
  );
  if (certifiedAt === null) return;
  await sql().query(
    `insert into certifications (kind, subject_id, agent_id, campaign_id, number, outcome, certified_at, at)
     select kind, subject_id, $1, 'cmp_former', 1, 'keep', $2, $2 from (values ('entitlement', $3), ('owner', $1)) v(kind, subject_id)`,
    [id, at(certifiedAt), `ent_${id}`],
  );
}

/** The world as it stands in the tables now, for the reckoning. */
export async function readWorld(): Promise<{ people: Map<string, SeatPerson>; agents: Map<string, SeatAgent> }> {
  const [people, grants, members, agents, answered] = await Promise.all([
    db().person.findMany(),
    db().roleGrant.findMany(),
    db().reviewerGroupMember.findMany({ include: { group: true } }),
    db().agent.findMany(),
    db().accountability.findMany(),
  ]);
  return {
    people: new Map(
      people.map(({ id, status, managerId }) => [
        id,
        {
          ...{ id, managerId, active: status === "active" },
          roles: grants.filter(({ personId }) => personId === id) as SeatPerson["roles"] & typeof grants,
          groups: members.filter(({ personId }) => personId === id).map(({ group }) => group.privilegeClass),
        },
      ]),
    ),
    agents: new Map(
      agents.map((agent) => [
        agent.id,
        {
          ...agent,
          tier: agent.tier ?? "critical",
          creatorId: agent.registeredById,
          answered: answered
            .filter(({ agentId }) => agentId === agent.id)
            .map(({ personId, untilAt }) => ({ personId, until: untilAt?.getTime() ?? null })),
        },
      ]),
    ),
  };
}

export type Subjects = Map<string, SeatSubject>;
export function subjectsOf({ agents }: World, kind: "entitlement" | "owner"): Subjects {
  return new Map(
    agents.map(({ actions, requestedById, approvedById, certifiedAt }, n) => [
      AGENTS[n] ?? "",
      {
        ...{ kind, actions: [actions], requestedById, approvedById },
        certifiedAt: certifiedAt === null ? null : at(certifiedAt).getTime(),
      },
    ]),
  );
}
