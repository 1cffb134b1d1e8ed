import { beforeAll, describe, expect, it } from "vitest";
import { agentFacets, getControls, searchAgents } from "@/lib/agents";
import { readMeasures } from "@/lib/approvals";
import { listCredentials } from "@/lib/credentials";
import { sql } from "@/lib/db";
import { searchEntitlements } from "@/lib/entitlements";
import { attentionCounts } from "@/lib/ownership";
import { listDecisions } from "@/lib/policy";
import { contextAs } from "@/lib/testing/contexts";
import { testDatabase } from "@/lib/testing/database";
import { fillWorld } from "@/lib/testing/posture-world";
import { listPostureRows } from "./list-rows";
import { MEASURES } from "./measures";
import { readPosture } from "./read-posture";
import type { MeasureId } from "./terms";

testDatabase();

const NOW = new Date("2026-11-20T09:00:00Z");
const ciso = contextAs("ciso", { id: "per_000001", now: NOW });

async function everyRow(
  measure: MeasureId,
  teamId: string | null,
): Promise<Awaited<ReturnType<typeof listPostureRows>>["rows"]> {
  const rows = [];
  for (let cursor: string | null = null; ; ) {
    const page: Awaited<ReturnType<typeof listPostureRows>> = await listPostureRows(ciso, {
      measure,
      teamId,
      cursor,
      limit: 37,
    });
    rows.push(...page.rows);
    cursor = page.next;
    if (!cursor) return rows;
  }
}

async function emptied(): Promise<void> {
  await sql().query(
    "truncate agents, teams, people, reviewer_groups, suppliers, approvals, decisions, campaigns, campaign_items, campaign_counts, kill_switches cascade",
  );
}

describe.each([0.1, 0.5, 0.9])("D1 every number opens its rows, in an organisation of chance (seed %d)", (seed) => {
  beforeAll(async () => {
    await emptied();
    await fillWorld({ seed, now: NOW, agents: 300, teams: 3, people: 40, decisions: 3 });
  }, 60_000);

  it.each([null, "tem_0001"])("and has exactly as many as it says (team %s)", async (teamId) => {
    const posture = await readPosture(ciso, { teamId });
    const own = MEASURES.filter(({ organisation }) => teamId === null || !organisation);
    expect(posture.measures.map(({ id }) => id)).toEqual(own.map(({ id }) => id));
    for (const { id, unit, value, found, of, href } of posture.measures) {
      const rows = await everyRow(id, teamId);
      expect([id, rows.length]).toEqual([id, found]);
      expect(new Set(rows.map(({ key }) => key)).size).toBe(found);
      expect(href).toBe(`/posture/${id}${teamId ? `?team=${teamId}` : ""}`);
      if (unit === "count") expect([id, value]).toEqual([id, found]);
      if (unit === "share") expect(value).toBeCloseTo(((of ?? 0) - found) / (of ?? 0), 12);
      expect([id, found > 0]).toEqual([id, true]);
    }
  });

  it("and agrees with the lists and pages of the domains that know it", async () => {
    const { measures, tiers } = await readPosture(ciso);
    const number = (id: MeasureId) => measures.find((one) => one.id === id)?.found;
    const { queue, orphans } = await attentionCounts(ciso);
    expect(number("orphans")).toBe(
      (await searchAgents(ciso, { people: "orphan" })).total.count + (await queuedWithOwner()),
    );
    expect(number("orphans")).toBe(queue.count + orphans.count);
    expect(number("stale_credentials")).toBe((await listCredentials(ciso, { due: ["overdue"] })).total.count);
    expect(number("unused_grants")).toBe((await searchEntitlements(ciso, { attention: ["unused"] })).total.count);
    expect(number("expiring_grants")).toBe((await searchEntitlements(ciso, { attention: ["expiring"] })).total.count);
    const { outcomes, total, decision } = await readMeasures(ciso, { days: 30 });
    expect([number("approvals_asked"), number("approvals_denied"), number("approvals_expired")]).toEqual([
      total,
      outcomes.denied,
      outcomes.expired,
    ]);
    const median = measures.find(({ id }) => id === "approval_median");
    expect([median?.found, median?.value]).toEqual([decision.count, decision.median]);
    const denied = await listDecisions(ciso, { outcome: ["deny"], from: "2026-11-13T09:00:00Z", limit: 200 });
    expect([number("denials"), denied.older]).toEqual([denied.rows.length, null]);
    const { tier } = await agentFacets(ciso, { status: ["draft", "registered", "active", "suspended"] });
    for (const { value, count } of tier) {
      const sum = tiers.filter((cell) => (cell.tier ?? "none") === value).reduce((all, { agents }) => all + agents, 0);
      expect([value, sum]).toEqual([value, count]);
    }
  });

  it("and of controls says what the checklist of each agent says (K3)", async () => {
    const missing = new Set((await everyRow("controls", null)).map(({ key }) => key));
    const { rows } = await sql().query<{ id: string }>(
      "select id from agents where tier in ('high', 'critical') and status in ('registered', 'active', 'suspended') order by id",
    );
    expect(rows.length).toBeGreaterThan(50);
    for (const { id } of rows) {
      const { tally } = await getControls(ciso, id);
      expect([id, missing.has(id)]).toEqual([id, tally.missing > 0]);
    }
  });
});

async function queuedWithOwner(): Promise<number> {
  const { rows } = await sql().query<{ count: number }>(
    `select count(*)::int as count from agents a where a.governance_since is not null and a.status <> 'decommissioned'
      and a.owner_id in (select id from people where status = 'active')`,
  );
  return rows[0]?.count ?? 0;
}

describe("D1 who sees which numbers", () => {
  beforeAll(async () => {
    await emptied();
    await fillWorld({ seed: 0.3, now: NOW, agents: 120, teams: 2, people: 20, decisions: 1 });
  }, 60_000);

  const idsFor = async (...given: Parameters<typeof contextAs>) =>
    (await readPosture(contextAs(...given))).measures.map(({ id }) => id);

  it("leaves out what the caller may see only a part of, rather than show another number", async () => {
    const owner = await idsFor("owner", { id: "per_000002", now: NOW });
    expect(owner).not.toContain("denials");
    expect(owner).not.toContain("approval_median");
    expect(owner).not.toContain("campaigns_open");
    expect(owner).toContain("coverage");
    expect(await idsFor("auditor", { id: "per_000003", now: NOW })).toHaveLength(MEASURES.length);
  });

  it("stops at the team of the role, and does not say that other teams exist", async () => {
    const bound = contextAs("ciso", { id: "per_000001", teamId: "tem_0002", now: NOW });
    const posture = await readPosture(bound);
    expect(posture.team?.id).toBe("tem_0002");
    expect(posture.choices).toEqual({ organisation: false, teams: [{ id: "tem_0002", name: "Posture team 2" }] });
    expect(posture.alerts).toEqual([]);
    await expect(readPosture(bound, { teamId: "tem_0001" })).rejects.toMatchObject({ code: "not_found" });
    await expect(listPostureRows(bound, { measure: "orphans", teamId: "tem_0001" })).rejects.toMatchObject({
      code: "not_found",
    });
    const whole = await readPosture(ciso, { teamId: "tem_0002" });
    expect(posture.measures).toEqual(whole.measures);
  });

  it("refuses rows of a number that is not shown, damaged links, and who holds no role", async () => {
    const owner = contextAs("owner", { id: "per_000002", now: NOW });
    for (const measure of ["denials", "approval_median", "campaigns_open"] as const) {
      await expect(listPostureRows(owner, { measure })).rejects.toMatchObject({ code: "forbidden" });
    }
    await expect(listPostureRows(ciso, { measure: "drills", teamId: "tem_0001" })).rejects.toMatchObject({
      code: "forbidden",
    });
    const damaged = Buffer.from('["yesterday","x"]').toString("base64url");
    await expect(listPostureRows(ciso, { measure: "orphans", cursor: damaged })).rejects.toMatchObject({
      code: "invalid",
    });
    const nobody = { ...ciso, actor: { kind: "user", id: "per_000009", sessionId: "ses_x", grants: [] } as const };
    await expect(readPosture(nobody)).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("D1 an organisation in which nothing has happened", () => {
  it("has numbers that say so, and no trend", async () => {
    await emptied();
    const { measures, worse, comparedWith, tiers } = await readPosture(ciso);
    expect(measures.filter(({ unit }) => unit !== "count").map(({ value }) => value)).toEqual([null, null, null, null]);
    expect(measures.every(({ found }) => found === 0)).toBe(true);
    expect([worse, comparedWith, tiers]).toEqual([[], null, []]);
  });
});
