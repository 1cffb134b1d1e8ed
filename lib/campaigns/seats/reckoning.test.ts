import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { db, inSqlTransaction, sql } from "@/lib/db";
import { PRIVILEGE_CLASSES } from "@/lib/risk/terms";
import { launchedCampaign, planOf } from "@/lib/testing/campaigns";
import { testDatabase } from "@/lib/testing/database";
import { reckonSeat } from "@/lib/testing/seat-reckoning";
import {
  AGENTS,
  LAUNCHER,
  maybe,
  PEOPLE,
  readWorld,
  type Subjects,
  somebody,
  subjectsOf,
  TEAMS,
  type World,
  world,
  writeWorld,
} from "@/lib/testing/seat-worlds";
import { STAGE_REVIEWERS, type StageReviewer } from "../terms";

testDatabase();

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
        await writeWorld(made);
        const { people, agents } = await readWorld();
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
      { numRuns: 20 },
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
        await writeWorld(made);
        await sql().query("update people set status = 'active' where id = $1", [made.fallbackId]);
        await sql().query(
          "delete from campaigns; delete from campaign_items; delete from campaign_counts; delete from campaign_asks",
        );
        const id = await launchedCampaign(planOf({ stages: asked }), made.fallbackId);
        const first = await seatsNow(id);
        for (const taken of steps) await take(taken);
        const { people, agents } = await readWorld();
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
      { numRuns: 20, examples: [[requestedByTheFallback, [{ reviewer: "owner" }], [{ kind: "leaves", id: "per_g" }]]] },
    );
  }, 90_000);
});

/** An agent for whose grant nobody can be asked, for the fallback requested it: until the fallback leaves. */
const nobody = { active: true, managerId: null, roles: [], groups: [] };
const ungoverned: World["agents"][number] = {
  ...{ teamId: "tem_x", tier: "low", ownerId: null, deputyId: null, sponsorId: null, creatorId: null },
  ...{ privileges: [], formers: [], actions: "read", requestedById: null, approvedById: null, certifiedAt: null },
};
const requestedByTheFallback: World = {
  people: PEOPLE.map(() => nobody),
  agents: [ungoverned, ungoverned, { ...ungoverned, teamId: "tem_y", tier: "high", requestedById: "per_g" }],
  fallbackId: "per_g",
};

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
