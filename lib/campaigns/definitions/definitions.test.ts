import { beforeAll, describe, expect, it } from "vitest";
import { systemContext } from "@/lib/context";
import { db, inSqlTransaction, sql } from "@/lib/db";
import { contextAs } from "@/lib/testing/contexts";
import { testDatabase } from "@/lib/testing/database";
import { eventsOf, seedOrganisation } from "@/lib/testing/inventory";
import {
  createDefinition,
  editDefinition,
  getDefinition,
  listDefinitions,
  pauseDefinition,
  previewSchedule,
  resumeDefinition,
  retireDefinition,
} from "../index";
import { type CampaignPlan, EMPTY_SCOPE, SCHEDULE_PRESETS, USUAL_RULES, USUAL_STAGES } from "../terms";
import { startDefinitions } from "./start-due";

testDatabase();

const cora = contextAs("compliance", { id: "per_cora" });
const plan: CampaignPlan = { kinds: ["entitlement"], scope: EMPTY_SCOPE, stages: USUAL_STAGES, rules: USUAL_RULES };
const QUARTERLY = SCHEDULE_PRESETS[0].rule;
const base = { name: "Quarterly review", plan, schedule: QUARTERLY, timeZone: "Europe/Lisbon", fallbackId: "per_cora" };
const reason = "It is replaced by another one.";

beforeAll(async () => {
  await seedOrganisation();
  await db().roleGrant.create({ data: { id: "grt_cora", personId: "per_cora", role: "compliance" } });
});

const iso = (dates: readonly Date[]) => dates.map((at) => at.toISOString());

describe("C1 schedules are recurrence rules read in a zone", () => {
  it("keep nine o'clock over the change to summer time and back", () => {
    const rule = "FREQ=WEEKLY;BYDAY=MO;BYHOUR=9;BYMINUTE=0;BYSECOND=0";
    const spring = { rule, timeZone: "Europe/Berlin", from: new Date("2026-03-20T00:00:00Z"), count: 2 };
    expect(iso(previewSchedule(cora, spring))).toEqual(["2026-03-23T08:00:00.000Z", "2026-03-30T07:00:00.000Z"]);
    const autumn = { ...spring, from: new Date("2026-10-16T00:00:00Z") };
    expect(iso(previewSchedule(cora, autumn))).toEqual(["2026-10-19T07:00:00.000Z", "2026-10-26T08:00:00.000Z"]);
  });

  it.each(SCHEDULE_PRESETS)("offer $key, which can be read", ({ rule }) => {
    const next = previewSchedule(cora, { rule, timeZone: "America/New_York", count: 3 });
    expect(next).toHaveLength(3);
    const hour = { hour: "numeric", hourCycle: "h23", timeZone: "America/New_York" } as const;
    expect(next.map((at) => new Intl.DateTimeFormat("en-GB", hour).format(at))).toEqual(["09", "09", "09"]);
  });

  it.each([
    ["FREQ=HOURLY", "UTC", "schedule", "more often than once a day"],
    ["FREQ=DAILY;BYHOUR=9,17", "UTC", "schedule", "more often than once a day"],
    ["FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "UTC", "schedule", "never occurs"],
    ["FREQ=DAILY;UNTIL=20200101T000000Z", "UTC", "schedule", "no occurrence left"],
    ["0 9 * * 1", "UTC", "schedule", "Write a recurrence rule"],
    ["FREQ=SOMETIMES", "UTC", "schedule", "cannot be read"],
    ["FREQ=DAILY;BYHOUR=25", "UTC", "schedule", "cannot be read"],
    ["FREQ=MONTHLY", "Mars/Olympus", "timeZone", "not a time zone"],
  ])("refuse %s in %s", async (rule, timeZone, path, sentence) => {
    const tried = createDefinition(cora, { ...base, schedule: rule, timeZone });
    const issues = [{ path, message: expect.stringContaining(sentence) }];
    await expect(tried).rejects.toMatchObject({ code: "invalid", issues });
  });
});

describe("C1 definitions", () => {
  it("know when they are due next, and are paused, resumed and retired", async () => {
    const { id, nextAt } = await createDefinition(cora, base);
    expect(nextAt?.toISOString()).toBe("2027-01-01T09:00:00.000Z");
    const { version } = await pauseDefinition(cora, { id, version: 1 });
    expect((await getDefinition(cora, id)).nextAt).toBeNull();
    await expect(pauseDefinition(cora, { id, version })).rejects.toMatchObject({ code: "unmet" });
    const resumed = await resumeDefinition(cora, { id, version });
    expect(resumed.nextAt).toEqual(nextAt);
    await retireDefinition(cora, { id, version: resumed.version, reason });
    const view = await getDefinition(cora, id);
    expect([view.state, view.nextAt, view.abilities.edit.allowed]).toEqual(["retired", null, false]);
    const types = (await eventsOf(id)).map(({ type }) => type.split(".")[1]);
    expect(types.sort()).toEqual(["created", "paused", "resumed", "retired"]);
  });

  it("are changed by one of two who press at once, and compute anew when they are due", async () => {
    const { id } = await createDefinition(cora, { ...base, name: "Changed at once" });
    const edit = (schedule: string) => editDefinition(cora, { id, version: 1, changes: { schedule } });
    const tried = await Promise.allSettled([
      edit("FREQ=MONTHLY;BYMONTHDAY=15;BYHOUR=9;BYMINUTE=0;BYSECOND=0"),
      edit(QUARTERLY),
    ]);
    expect(tried.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const lost = tried.find((one) => one.status === "rejected");
    expect(lost?.reason).toMatchObject({ code: "conflict" });
    const { version } = await getDefinition(cora, id);
    const { nextAt } = await editDefinition(cora, {
      id,
      version,
      changes: { timeZone: "Asia/Tokyo", schedule: QUARTERLY },
    });
    expect(nextAt?.toISOString()).toBe("2027-01-01T00:00:00.000Z");
  });

  it("are refused to who may not define, and for a team that is not theirs", async () => {
    const { id } = await createDefinition(cora, { ...base, name: "Not for everybody" });
    await expect(createDefinition(contextAs("auditor", { id: "per_rita" }), base)).rejects.toMatchObject({
      code: "forbidden",
    });
    const team = contextAs("compliance", { id: "per_rita", teamId: "tem_a" });
    await expect(createDefinition(team, base)).rejects.toMatchObject({ code: "forbidden" });
    const own = { ...base, plan: { ...plan, scope: { ...EMPTY_SCOPE, teamIds: ["tem_a"] } } };
    const mine = await createDefinition(team, own);
    const widened = editDefinition(team, { id: mine.id, version: 1, changes: { plan } });
    await expect(widened).rejects.toMatchObject({ code: "forbidden" });
    await expect(getDefinition(team, id)).rejects.toMatchObject({ code: "not_found" });
    expect((await listDefinitions(team)).map((view) => view.id)).toEqual([mine.id]);
    await expect(createDefinition(cora, { ...base, fallbackId: "per_gone" })).rejects.toMatchObject({
      code: "invalid",
    });
  });
});

describe("C1 what is due is begun by the worker", () => {
  const due = async (name: string, hoursAgo: number, schedule = "FREQ=DAILY;BYHOUR=9;BYMINUTE=0;BYSECOND=0") => {
    const { id } = await createDefinition(cora, { ...base, name, schedule, timeZone: "UTC" });
    await sql().query(
      `update campaign_definitions set next_at = date_trunc('day', now()) + interval '9 hours' - $2 * interval '1 hour' where id = $1`,
      [id, hoursAgo],
    );
    return id;
  };
  const made = (id: string) => db().campaign.findMany({ where: { definitionId: id } });

  it("once for each occurrence, with four workers looking at once", async () => {
    const id = await due("Daily", 24);
    const begun = await Promise.all([1, 2, 3, 4].map(() => startDefinitions(systemContext("worker"))));
    expect(begun.reduce((sum, count) => sum + count, 0)).toBe(1);
    const [campaign, ...others] = await made(id);
    expect(others).toEqual([]);
    expect(campaign).toMatchObject({ kind: "scheduled", state: "scheduled", fallbackId: "per_cora" });
    expect(campaign?.name).toMatch(/^Daily · \d+ \w+ \d{4}$/);
    const jobs = await sql().query("select from pgboss.job where data->>'id' = $1", [campaign?.id]);
    expect(jobs.rowCount).toBe(1);
    const next = await db().campaignDefinition.findUniqueOrThrow({ where: { id } });
    expect(next.nextAt?.getTime()).toBeGreaterThan(Date.now());
    expect(await startDefinitions(systemContext("worker"))).toBe(0);
  });

  it("after an outage for the last occurrence alone, and says how many were let go", async () => {
    const id = await due("After an outage", 24 * 10);
    expect(await startDefinitions(systemContext("worker"))).toBe(1);
    const [campaign, ...others] = await made(id);
    expect(others).toEqual([]);
    const events = await eventsOf(campaign?.id ?? "");
    const { details } = events.find(({ type }) => type === "campaign.scheduled") ?? {};
    const skipped = (details as { skipped: number }).skipped;
    expect([9, 10]).toContain(skipped);
    expect(campaign?.occurrence?.getTime()).toBeGreaterThan(Date.now() - 26 * 3_600_000);
  });

  it("not at all while paused, and not for an occurrence that has its campaign", async () => {
    const id = await due("Paused", 24);
    await pauseDefinition(cora, { id, version: 1 });
    await sql().query("update campaign_definitions set next_at = now() - interval '1 hour' where id = $1", [id]);
    expect(await startDefinitions(systemContext("worker"))).toBe(0);
    await inSqlTransaction((tx) => tx.query("update campaign_definitions set state = 'active' where id = $1", [id]));
    expect(await startDefinitions(systemContext("worker"))).toBe(1);
    const [campaign] = await made(id);
    await sql().query("update campaign_definitions set next_at = $2 where id = $1", [id, campaign?.occurrence]);
    await startDefinitions(systemContext("worker"));
    expect(
      (await made(id)).filter(({ occurrence }) => occurrence?.getTime() === campaign?.occurrence?.getTime()),
    ).toHaveLength(1);
  });

  it("falls back on somebody of compliance when the person of the definition has left", async () => {
    const id = await due("Left", 24);
    await sql().query(
      "update campaign_definitions set fallback_id = 'per_gone', created_by_id = 'per_gone' where id = $1",
      [id],
    );
    await startDefinitions(systemContext("worker"));
    expect((await made(id))[0]?.fallbackId).toBe("per_cora");
  });
});
