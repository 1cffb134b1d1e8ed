import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { db, inSqlTransaction, sql } from "@/lib/db";
import { PRIVILEGE_CLASSES, TIERS } from "@/lib/risk/terms";
import { launchedCampaign, planOf } from "@/lib/testing/campaigns";
import { testDatabase } from "@/lib/testing/database";
import { reckonSeat, type SeatAgent, type SeatPerson, type SeatSubject } from "@/lib/testing/seat-reckoning";
import { STAGE_REVIEWERS, type StageReviewer } from "../terms";

testDatabase();

const PEOPLE = ["a", "b", "c", "d", "e", "f", "g"].map((name) => `per_${name}`);
const TEAMS = ["tem_x", "tem_y"];
const CLASSES = PRIVILEGE_CLASSES.slice(0, 3);
const AGENTS = ["agt_1", "agt_2", "agt_3"];
/** Cora launches and never leaves; she takes part in nothing else. */
const LAUNCHER = "per_cora";

const somebody = fc.constantFrom(...PEOPLE);
const maybe = fc.option(somebody, { nil: null, freq: 3 });
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
const world = fc.record({
  people: fc.tuple(...PEOPLE.map(() => personWorld)),
  agents: fc.tuple(...AGENTS.map(() => agentWorld)),
  fallbackId: somebody,
});
type World = typeof world extends fc.Arbitrary<infer W> ? W : never;

const at = (millis: number) => new Date(Date.UTC(2026, 0, 1) + millis);

/** Writes the world over whatever was there, by hand: its people need not be as verbs would leave them. */
async function write({ people, agents }: World): Promise<void> {
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
async function read(): Promise<{ people: Map<string, SeatPerson>; agents: Map<string, SeatAgent> }> {
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

type Subjects = Map<string, SeatSubject>;
function subjectsOf({ agents }: World, kind: "entitlement" | "owner"): Subjects {
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

beforeAll(async () => {
  await db().team.createMany({ data: TEAMS.map((id) => ({ id, name: id })) });
  await db().person.createMany({
    data: [...PEOPLE, LAUNCHER].map((id) => ({ id, email: `${id}@example.test`, name: id })),
  });
  await db().roleGrant.create({ data: { id: "grt_cora", personId: LAUNCHER, role: "compliance", teamId: "tem_x" } });
  await db().reviewerGroup.createMany({
    data: PRIVILEGE_CLASSES.map((privilegeClass) => ({
      id: `grp_${privilegeClass}`,
      name: privilegeClass,
      privilegeClass,
    })),
  });
});

describe("C3 reviewers: who is asked equals an independent reckoning from the rule's words", () => {
  it("in every kind of stage, whether it counts or not, of grants and of owners", async () => {
    await fc.assert(
      fc.asyncProperty(world, somebody, async (made, namedId) => {
        await write(made);
        const { people, agents } = await read();
        for (const kind of ["entitlement", "owner"] as const) {
          const subjects = subjectsOf(made, kind);
          for (const [reviewer, isLast] of stagesTried()) {
            const stage = { reviewer, personId: reviewer === "person" ? namedId : null };
            const found = await resolve({ ...made, subjects, stage, isLast });
            const reckoned = AGENTS.map((id) => {
              const [agent, subject] = [agents.get(id), subjects.get(id)];
              if (!agent || !subject) throw new Error("an agent is missing");
              return reckonSeat({ people, agent, subject, stage, isLast, fallbackId: made.fallbackId });
            });
            expect({ reviewer, isLast, seats: found }).toEqual({ reviewer, isLast, seats: reckoned });
          }
        }
      }),
      { numRuns: 30 },
    );
  }, 60_000);
});

function stagesTried(): [StageReviewer, boolean][] {
  return STAGE_REVIEWERS.flatMap((reviewer) =>
    [true, false].map((isLast): [StageReviewer, boolean] => [reviewer, isLast]),
  );
}

interface Resolving {
  subjects: Subjects;
  agents: World["agents"];
  stage: { reviewer: StageReviewer; personId: string | null };
  isLast: boolean;
  fallbackId: string;
}

async function resolve({ subjects, agents, stage, isLast, fallbackId }: Resolving): Promise<string[]> {
  const cases = AGENTS.map((id, n) => {
    const [agent, subject] = [agents[n], subjects.get(id)];
    if (!agent || !subject) throw new Error("an agent is missing");
    const granted = subject.kind === "entitlement";
    return {
      ...{ id, team: agent.teamId, counts: isLast && ["high", "critical"].includes(agent.tier) },
      ...{ actions: granted ? subject.actions : [], privileges: agent.privileges },
      ...{ requested: granted ? subject.requestedById : null, approved: granted ? subject.approvedById : null },
      certified: subject.certifiedAt === null ? null : new Date(subject.certifiedAt),
    };
  });
  const { rows } = await sql().query<{ seat: string }>(
    `select r.seat from campaign_resolve($1, $2, $3, (select array_agg(row(c.id, c.team,
         campaign_group(array(select json_array_elements_text(c.actions)), array(select json_array_elements_text(c.privileges))::"PrivilegeClass"[]),
         c.counts, c.requested, c.approved, c.certified, null, '{}'::text[])::campaign_case order by n)
       from rows from (json_to_recordset($4) as (id text, team text, counts boolean, actions json, privileges json, requested text,
         approved text, certified timestamptz)) with ordinality c(id, team, counts, actions, privileges, requested, approved, certified, n)))
       r order by r.ord`,
    [stage.reviewer, stage.personId, fallbackId, JSON.stringify(cases)],
  );
  return rows.map(({ seat }) => seat);
}

const step = fc.oneof(
  somebody.map((id) => ({ kind: "leaves" as const, id })),
  somebody.map((id) => ({ kind: "loses_roles" as const, id })),
  somebody.map((id) => ({ kind: "leaves_groups" as const, id })),
  fc.record({
    kind: fc.constant("moves" as const),
    agent: fc.constantFrom(...AGENTS),
    ownerId: maybe,
    sponsorId: maybe,
  }),
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

async function take(taken: Step): Promise<void> {
  await inSqlTransaction(async (tx) => {
    if (taken.kind === "leaves") await tx.query("update people set status = 'deactivated' where id = $1", [taken.id]);
    if (taken.kind === "loses_roles") await tx.query("delete from role_grants where person_id = $1", [taken.id]);
    if (taken.kind === "leaves_groups") {
      await tx.query("delete from reviewer_group_members where person_id = $1", [taken.id]);
    }
    if (taken.kind === "moves") {
      const values = [taken.agent, taken.ownerId, taken.sponsorId];
      await tx.query("update agents set owner_id = $2, sponsor_id = $3 where id = $1", values);
    }
  });
}

describe("C3 reviewer leaves or is disabled: every open item names whoever the rule names then", () => {
  it("after any departures, moves and lost roles, and where it changed, who was asked before is kept", async () => {
    const stages = fc.constantFrom(
      [{ reviewer: "owner" as const }],
      [{ reviewer: "owner" as const }, { reviewer: "group" as const }],
      [{ reviewer: "group" as const }],
      [{ reviewer: "manager" as const }],
      [{ reviewer: "sponsor" as const }],
      [{ reviewer: "compliance" as const }],
    );
    await fc.assert(
      fc.asyncProperty(world, stages, fc.array(step, { minLength: 1, maxLength: 4 }), async (made, asked, steps) => {
        await write(made);
        await sql().query("update people set status = 'active' where id = $1", [made.fallbackId]);
        await sql().query(
          "delete from campaigns; delete from campaign_items; delete from campaign_counts; delete from campaign_asks",
        );
        const id = await launchedCampaign(planOf({ stages: asked }), made.fallbackId);
        const first = await seatsNow(id);
        for (const taken of steps) await take(taken);
        const { people, agents } = await read();
        const { fallbackId } = await db().campaign.findUniqueOrThrow({ where: { id } });
        const subjects = subjectsOf(made, "entitlement");
        const now = await seatsNow(id);
        const reckoned = [...now.keys()].map((agentId) => {
          const [agent, subject, stage] = [agents.get(agentId), subjects.get(agentId), asked[0]];
          if (!agent || !subject || !stage) throw new Error("an agent is missing");
          const question = { people, agent, subject, isLast: asked.length === 1, fallbackId };
          return [agentId, reckonSeat({ ...question, stage: { ...stage, personId: null } })];
        });
        expect([...now]).toEqual(reckoned);
        await expectTold(id, first, now);
      }),
      { numRuns: 30 },
    );
  }, 90_000);
});

async function seatsNow(id: string): Promise<Map<string, string>> {
  const rows = await db().campaignItem.findMany({ where: { campaignId: id }, orderBy: { agentId: "asc" } });
  for (const { seat, state } of rows) expect(state).toBe(seat === "" ? "no_reviewer" : "pending");
  return new Map(rows.map(({ agentId, seat }) => [agentId, seat]));
}

/** The asks lead from the first seat to the present, without a gap. */
async function expectTold(campaignId: string, first: Map<string, string>, now: Map<string, string>): Promise<void> {
  const asks = await db().campaignAsk.findMany({ where: { campaignId }, orderBy: { id: "asc" } });
  const items = await db().campaignItem.findMany({ where: { campaignId } });
  for (const { number, agentId } of items) {
    let seat = first.get(agentId);
    for (const ask of asks.filter((one) => one.number === number)) {
      expect(ask.fromSeat).toBe(seat);
      seat = ask.toSeat;
    }
    expect(seat).toBe(now.get(agentId));
  }
}
