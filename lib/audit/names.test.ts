import { beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "@/lib/context";
import { systemContext } from "@/lib/context";
import { db, inSqlTransaction, sql } from "@/lib/db";
import { newId } from "@/lib/ids";
import { contextAs } from "@/lib/testing/contexts";
import { testDatabase } from "@/lib/testing/database";
import { eventFacets, listEvents, recordEvent } from "./index";
import { namesOf } from "./names";

testDatabase();

const [marta, omar] = [newId("per"), newId("per")];
const [payments, platform] = [newId("tem"), newId("tem")];
const [matcher, deployer, deputised] = [newId("agt"), newId("agt"), newId("agt")];
const now = new Date();
const owner = contextAs("owner", { id: marta, teamId: payments });
const auditor = contextAs("auditor", { id: newId("per") });

/** What has a scope, by whose it is; each is called after its kind and its team. */
const others = { switch: newId("kil"), standing: newId("std"), webhook: newId("whk"), campaign: newId("cmp") };
const keyId = newId("aky");
const [exportId, holdId, ownExport] = [newId("exp"), newId("hld"), newId("exp")];

beforeAll(async () => {
  for (const [id, name] of [
    [payments, "Payments"],
    [platform, "Platform"],
  ] as const)
    await db().team.create({ data: { id, name } });
  for (const [id, name] of [
    [marta, "Marta"],
    [omar, "Omar"],
  ] as const)
    await db().person.create({ data: { id, name, email: `${id}@a.example` } });
  const environment = "production" as const;
  await db().agent.createMany({
    data: [
      { id: matcher, name: "Matcher", environment, teamId: payments, ownerId: marta },
      { id: deployer, name: "Deployer", environment, teamId: platform, ownerId: omar },
      { id: deputised, name: "Night watch", environment, teamId: platform, ownerId: omar, deputyId: marta },
    ],
  });
  await sql().query(
    `insert into kill_switches (id, epoch, target_kind, target, reason, drill, thrown_at) values ($1, 1, 'agent', $2, '', false, $3)`,
    [others.switch, deployer, now],
  );
  const standing = { server: "Vault", tool: "open", reason: "", fromId: "x", toolHash: "x", fingerprint: "x" };
  await db().standingApproval.create({
    data: {
      ...{ id: others.standing, agentId: deployer, ...standing, tier: "high", maxUses: 1, proposedById: omar },
      ...{ proposedAt: now, expiresAt: now },
    },
  });
  await db().webhookEndpoint.create({
    data: { id: others.webhook, name: "Callback", url: "", secret: Buffer.from(""), createdAt: now, agentId: deployer },
  });
  await db().campaign.create({
    data: { id: others.campaign, name: "Platform review", kind: "adhoc", plan: {}, createdAt: now, teamId: platform },
  });
  const key = { purpose: "read" as const, prefix: "x", createdById: omar, createdAt: now, expiresAt: now };
  await db().apiKey.create({
    data: { id: keyId, name: "Platform key", hash: Buffer.from(keyId), teamId: platform, ...key },
  });
  const asked = { query: {}, askedAt: now, expiresAt: now };
  await db().evidenceExport.create({ data: { id: exportId, title: "What Omar did", askedById: omar, ...asked } });
  await db().evidenceExport.create({ data: { id: ownExport, title: "Mine", askedById: marta, ...asked } });
  await db().legalHold.create({
    data: {
      id: holdId,
      title: "Omar's case",
      reason: "",
      scope: { kind: "everything" },
      askedById: omar,
      askedAt: now,
    },
  });
});

const named = async (actor: Actor, ids: readonly string[]) => {
  const names = await namesOf(
    actor,
    ids.map((id) => ({ kind: "", id })),
  );
  return ids.map((id) => names.get(id)?.name ?? null);
};

describe("L4 whoever reads an event learns no name that they may not see elsewhere", () => {
  it("an agent of another team is its id, unless they answer for it", async () => {
    expect(await named(owner.actor, [matcher, deployer, deputised])).toEqual(["Matcher", null, "Night watch"]);
    expect(await named(auditor.actor, [matcher, deployer])).toEqual(["Matcher", "Deployer"]);
  });

  it("so is what belongs to such an agent or team", async () => {
    const ids = [...Object.values(others), keyId];
    expect(await named(owner.actor, ids)).toEqual(ids.map(() => null));
    const all = ["Deployer", "Vault/open", "Callback", "Platform review", "Platform key"];
    expect(await named(auditor.actor, ids)).toEqual(all);
    expect(await named(systemContext("worker").actor, ids)).toEqual(all);
  });

  it("and what is for those who read the whole log, or whoever asked for it", async () => {
    expect(await named(owner.actor, [exportId, holdId, ownExport])).toEqual([null, null, "Mine"]);
    // A role that sees all agents and of the log only its own.
    const everywhere = contextAs("owner", { id: newId("per") });
    expect(await named(everywhere.actor, [exportId, holdId, deployer])).toEqual([null, null, "Deployer"]);
    expect(await named(auditor.actor, [exportId, holdId])).toEqual(["What Omar did", "Omar's case"]);
  });

  it("in the timeline and in its facets", async () => {
    const details = { name: "Matcher", environment: "production", ownerId: deployer, formerOwnerId: omar };
    await inSqlTransaction((tx) =>
      recordEvent(tx, systemContext("worker"), {
        ...{ type: "agent.owner_assigned" as const, targetId: matcher, agentId: matcher, details },
      }),
    );
    const told = async (ctx: typeof owner) => JSON.stringify((await listEvents(ctx)).rows);
    expect(await told(owner)).not.toContain("Deployer");
    expect(await told(owner)).toContain(deployer);
    expect(await told(auditor)).toContain("Deployer");
    // Of what Marta did once, before the agent went to another team, she still sees the event.
    await inSqlTransaction((tx) =>
      recordEvent(tx, owner, {
        ...{ type: "agent.decommissioned", targetId: deployer, agentId: deployer },
        details: { environment: "production", reason: "Replaced." },
      } as never),
    );
    expect((await eventFacets(owner)).agents.map(({ label }) => label).sort()).toEqual(["Matcher", deployer].sort());
    expect((await eventFacets(auditor)).agents.map(({ label }) => label).sort()).toEqual(["Deployer", "Matcher"]);
  });
});
