import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { contextFor } from "@/lib/context";
import { db, inSqlTransaction, sql } from "@/lib/db";
import { newId } from "@/lib/ids";
import { deactivatePerson } from "@/lib/ownership";
import { removeGroupMember, revokeRole } from "@/lib/people";
import {
  endCampaigns,
  itemsOf,
  launchedCampaign,
  planOf,
  seedCampaignWorld,
  seedReviewedAgent,
  seedReviewedGrant,
} from "@/lib/testing/campaigns";
import { contextAs } from "@/lib/testing/contexts";
import { testDatabase } from "@/lib/testing/database";
import { asPerson, sendAway } from "@/lib/testing/reviewing";
import type { Stage } from "../terms";
import { mySeats } from "./my-seats";
import { mendSeats } from "./queries";
import { votersOf } from "./voters-of";

testDatabase();
beforeAll(seedCampaignWorld);
beforeEach(endCampaigns);

const admin = () => contextAs("admin", { id: "per_adam", now: new Date() });
const reason = "They left the firm.";
const leave = (personId: string) => deactivatePerson(admin(), { personId, version: 1, reason });

async function newPerson(name: string, over: { managerId?: string } = {}): Promise<string> {
  const id = newId("per");
  const { managerId = null } = over;
  await db().person.create({ data: { id, email: `${id}@example.test`, name, managerId } });
  return id;
}

async function asking(
  agent: Parameters<typeof seedReviewedAgent>[0],
  stages: Partial<Stage>[],
  fallbackId = "per_hana",
) {
  const agentId = await seedReviewedAgent(agent);
  await seedReviewedGrant(agentId);
  const id = await launchedCampaign(planOf({ scope: { agentIds: [agentId] }, stages }), fallbackId);
  const one = async () => {
    const [item] = await itemsOf(id);
    if (!item) throw new Error("there is no item");
    return item;
  };
  const asks = async () => {
    const rows = await db().campaignAsk.findMany({ where: { campaignId: id }, orderBy: { id: "asc" } });
    return rows.map(({ fromSeat, toSeat, toKind, why }) => [fromSeat, toSeat, toKind, why]);
  };
  return { id, agentId, one, asks };
}

describe("C3 reviewer leaves or is disabled: re-resolved in the same transaction, never empty, who was asked is kept", () => {
  it("the owner: whoever owns the agent then is asked, and nobody sees the item without a seat", async () => {
    const manager = await newPerson("Boss");
    const owner = await newPerson("Owner", { managerId: manager });
    const { one, asks } = await asking({ ownerId: owner, deputyId: null }, [{ reviewer: "owner" }]);
    expect((await one()).seat).toBe(owner);
    await leave(owner);
    const { seat, seatKind, state } = await one();
    expect({ seat, state }).toEqual({ seat: "per_sven", state: "pending" });
    expect(await asks()).toEqual([[owner, seat, seatKind, "left"]]);
  });

  it("the named person: their manager, then the fallback", async () => {
    const manager = await newPerson("Boss");
    const named = await newPerson("Named", { managerId: manager });
    const { one, asks } = await asking({}, [{ reviewer: "person", personId: named }]);
    await leave(named);
    expect(await one()).toMatchObject({ seat: manager, seatKind: "manager" });
    await leave(manager);
    expect(await one()).toMatchObject({ seat: "per_hana", seatKind: "fallback" });
    expect((await asks()).map(([, to]) => to)).toEqual([manager, "per_hana"]);
  });

  it("the fallback: their manager is the next, else whoever launched, else nobody and a task", async () => {
    const manager = await newPerson("Boss");
    const fallback = await newPerson("Fallback", { managerId: manager });
    const { id, one } = await asking({ ownerId: null, sponsorId: null }, [{ reviewer: "owner" }], fallback);
    expect((await one()).seat).toBe(fallback);
    await leave(fallback);
    expect((await one()).seat).toBe(manager);
    await leave(manager);
    expect(await one()).toMatchObject({ seat: "per_cora", seatKind: "fallback" });
    await sql().query("update people set status = 'deactivated' where id = 'per_cora'");
    expect(await one()).toMatchObject({ seat: "", seatKind: "none", state: "no_reviewer" });
    expect((await db().campaign.findUniqueOrThrow({ where: { id } })).fallbackId).toBeNull();
    const tasks = await db().campaignTask.findMany({ where: { campaignId: id } });
    expect(tasks).toMatchObject([{ kind: "no_reviewer", number: 1, state: "open" }]);
    expect(tasks[0]?.id).toMatch(/^ctk_[0-9a-f]{26}$/);
    await sql().query("update people set status = 'active' where id = 'per_cora'");
  });

  it("what they decided and did not sign is asked again; what they signed stands", async () => {
    const owner = await newPerson("Owner");
    const agentId = await seedReviewedAgent({ ownerId: owner });
    await seedReviewedGrant(agentId);
    await seedReviewedGrant(agentId);
    const id = await launchedCampaign(planOf({ scope: { agentIds: [agentId] } }));
    await sql().query(
      `insert into campaign_votes (campaign_id, number, stage, person_id, revision, decision, digest, capacity, signoff_id)
       select campaign_id, number, 1, seat, 1, 'keep', digest, 'seat', case number when 2 then 'cso_x' end from campaign_items where campaign_id = $1`,
      [id],
    );
    await sql().query(
      `update campaign_items set decision = 'keep', state = case number when 2 then 'signed_off' else 'decided' end where campaign_id = $1`,
      [id],
    );
    await leave(owner);
    const [open, signed] = await itemsOf(id);
    expect(open).toMatchObject({ seat: "per_sven", state: "pending" });
    expect(signed).toMatchObject({ seat: owner, state: "signed_off" });
    expect(await db().campaignVote.count({ where: { campaignId: id } })).toBe(2);
  });

  it("of a campaign that is over or not launched, nothing is asked", async () => {
    const owner = await newPerson("Owner");
    const { id, one } = await asking({ ownerId: owner }, [{ reviewer: "owner" }]);
    await sql().query("update campaigns set state = 'deciding_closed' where id = $1", [id]);
    await leave(owner);
    expect((await one()).seat).toBe(owner);
    expect(await db().campaignTouched.count()).toBe(0);
  });

  it("is undone with the departure that fails", async () => {
    const owner = await newPerson("Owner");
    const { one, asks } = await asking({ ownerId: owner }, [{ reviewer: "owner" }]);
    const failing = inSqlTransaction(async (tx) => {
      await tx.query("update people set status = 'deactivated' where id = $1", [owner]);
      throw new Error("not after all");
    });
    await expect(failing).rejects.toThrow("not after all");
    expect((await one()).seat).toBe(owner);
    expect(await asks()).toEqual([]);
  });

  it("while reviewers decide the same items: nobody waits in a ring, and no item keeps who left", async () => {
    const owners = await Promise.all([1, 2, 3, 4].map(() => newPerson("Owner")));
    const agentIds = await Promise.all(owners.map((ownerId) => seedReviewedAgent({ ownerId })));
    for (const agentId of agentIds) for (let n = 0; n < 5; n++) await seedReviewedGrant(agentId);
    const id = await launchedCampaign(planOf({ scope: { agentIds } }));
    const items = await itemsOf(id);
    const deciding = items.map(({ number }) =>
      inSqlTransaction(async (tx) => {
        await tx.query("select 1 from campaign_items where campaign_id = $1 and number = $2 for no key update", [
          id,
          number,
        ]);
        await tx.query(
          "update campaign_items set state = 'decided', decision = 'keep' where campaign_id = $1 and number = $2 and state = 'pending'",
          [id, number],
        );
      }),
    );
    await Promise.all([...deciding, ...owners.map((owner) => leave(owner))]);
    const counted = await db().campaignCount.findMany({ where: { campaignId: id, items: { not: 0 } } });
    expect(counted.reduce((sum, row) => sum + row.items, 0)).toBe(items.length);
    const open = (await itemsOf(id)).filter(({ state }) => state === "pending");
    for (const { seat } of open) expect(owners).not.toContain(seat);
  });

  it("the sweep mends what names somebody who left all the same", async () => {
    const owner = await newPerson("Owner");
    const { one } = await asking({ ownerId: owner }, [{ reviewer: "owner" }]);
    await sql().query("alter table people disable trigger people_leave_campaigns");
    await sql().query("update people set status = 'deactivated' where id = $1", [owner]);
    await sql().query("alter table people enable trigger people_leave_campaigns");
    expect((await one()).seat).toBe(owner);
    expect(await inSqlTransaction(mendSeats)).toBe(1);
    expect((await one()).seat).toBe("per_sven");
    expect(await inSqlTransaction(mendSeats)).toBe(0);
  });
});

describe("C3 ownership changes while a campaign runs", () => {
  it("the new owner is asked, except where somebody was chosen by hand", async () => {
    const { id, agentId, one, asks } = await asking({}, [{ reviewer: "owner" }]);
    const next = await newPerson("Next");
    await sql().query("update agents set owner_id = $2 where id = $1", [agentId, next]);
    expect((await one()).seat).toBe(next);
    expect(await asks()).toEqual([["per_olga", next, "owner", "owner_changed"]]);
    await sql().query(
      "update campaign_items set seat = 'per_rita', seat_kind = 'person', marks = '{reassigned}' where campaign_id = $1",
      [id],
    );
    await sql().query("update agents set owner_id = 'per_olga' where id = $1", [agentId]);
    expect((await one()).seat).toBe("per_rita");
  });

  it("whoever becomes owner of a high agent is not the one who judges it in the stage that counts", async () => {
    const { agentId, one } = await asking({ tier: "high" }, [{ reviewer: "person", personId: "per_rita" }]);
    expect((await one()).seat).toBe("per_rita");
    await sql().query("update agents set owner_id = 'per_rita' where id = $1", [agentId]);
    expect((await one()).seat).toBe("per_mia");
  });
});

describe("C3 reviewer group without members", () => {
  const groupStage = [{ reviewer: "group" as const }];

  it("the last who may vote leaves the group, loses the role or leaves the firm: the fallback is asked", async () => {
    const groupId = newId("grp");
    await db().reviewerGroup.create({ data: { id: groupId, name: "Exports", privilegeClass: "data_export" } });
    const ways = [
      (personId: string) => removeGroupMember(contextAs("compliance", { id: "per_cora" }), { groupId, personId }),
      async (personId: string) => {
        const grant = await db().roleGrant.findFirstOrThrow({ where: { personId } });
        await revokeRole(admin(), { grantId: grant.id });
      },
      leave,
    ];
    for (const end of ways) {
      const member = await newPerson("Member");
      await db().roleGrant.create({ data: { id: newId("grt"), personId: member, role: "reviewer" } });
      await db().reviewerGroupMember.create({ data: { groupId, personId: member } });
      const agentId = await seedReviewedAgent();
      await seedReviewedGrant(agentId, { actions: ["export"] });
      const id = await launchedCampaign(planOf({ scope: { agentIds: [agentId] }, stages: groupStage }));
      expect((await itemsOf(id))[0]?.seat).toBe("group:data_export");
      await end(member);
      expect((await itemsOf(id))[0]).toMatchObject({ seat: "per_hana", seatKind: "fallback", state: "pending" });
      const [ask] = await db().campaignAsk.findMany({ where: { campaignId: id } });
      expect(ask?.why).toBe("group_empty");
      await db().reviewerGroupMember.deleteMany({ where: { personId: member } });
    }
  });

  it("a group whose every member is barred from a high agent counts as none", async () => {
    const { one } = await asking(
      { tier: "high", ownerId: "per_ben", deputyId: "per_ana", privileges: ["deletion"] },
      groupStage,
    );
    expect((await one()).seat).toBe("group:payment");
    const agentId = await seedReviewedAgent({ tier: "high", ownerId: "per_ben", deputyId: "per_ana" });
    await seedReviewedGrant(agentId, { actions: ["delete"] });
    const id = await launchedCampaign(planOf({ scope: { agentIds: [agentId] }, stages: groupStage }));
    expect((await itemsOf(id))[0]).toMatchObject({ seat: "per_hana", seatKind: "fallback" });
  });
});

describe("C5 seats and voters: whose word counts", () => {
  it("a person's own, of their groups while they review, of compliance, and of who is away and named them", async () => {
    await sendAway("olga", "rita");
    const seats = await mySeats(sql(), await asPerson("rita"));
    expect(seats).toEqual([
      { seat: "per_rita", capacity: "seat", forPersonId: null },
      { seat: "per_olga", capacity: "delegate", forPersonId: "per_olga" },
      { seat: "group:payment", capacity: "group", forPersonId: null },
    ]);
    const roleless = contextFor({ kind: "user", id: "per_rita", sessionId: "s", grants: [] });
    expect((await mySeats(sql(), roleless)).map(({ seat }) => seat)).not.toContain("group:payment");
    expect((await mySeats(sql(), await asPerson("cora"))).map(({ seat }) => seat)).toEqual(["per_cora", "compliance"]);
    const owner = { seat: "per_olga", seatKind: "owner", teamId: "tem_a" } as const;
    expect(await votersOf(sql(), owner)).toEqual([
      { personId: "per_olga", capacity: "seat", forPersonId: null },
      { personId: "per_rita", capacity: "delegate", forPersonId: "per_olga" },
    ]);
  });

  it("of a group, its active members who hold the role for the team; of nobody, nobody", async () => {
    const group = { seat: "group:deletion", seatKind: "group", teamId: "tem_a" } as const;
    expect((await votersOf(sql(), group)).map(({ personId }) => personId)).toEqual(["per_ana", "per_ben"]);
    await sql().query("update role_grants set team_id = 'tem_b' where person_id = 'per_ben'");
    expect((await votersOf(sql(), group)).map(({ personId }) => personId)).toEqual(["per_ana"]);
    await sql().query("update role_grants set team_id = null where person_id = 'per_ben'");
    expect(await votersOf(sql(), { seat: "compliance", seatKind: "compliance", teamId: null })).toEqual([
      { personId: "per_cora", capacity: "compliance", forPersonId: null },
    ]);
    expect(await votersOf(sql(), { seat: "", seatKind: "none", teamId: null })).toEqual([]);
    expect(await votersOf(sql(), { seat: "per_gone", seatKind: "owner", teamId: null })).toEqual([]);
    const [fallback] = await votersOf(sql(), { seat: "per_hana", seatKind: "fallback", teamId: null });
    expect(fallback?.capacity).toBe("fallback");
  });
});
