import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { systemContext } from "@/lib/context";
import { db, sql } from "@/lib/db";
import { grantsUnderReview, sayAs } from "@/lib/testing/campaign-votes";
import { endCampaigns, seedCampaignWorld } from "@/lib/testing/campaigns";
import { testDatabase } from "@/lib/testing/database";
import { eventsOf } from "@/lib/testing/inventory";
import { remind } from "../index";

testDatabase();

/** A zone in which it is about noon now, whenever the tests run: reminders come in the morning at the earliest. */
const noon = () => {
  const shift = 12 - new Date().getUTCHours();
  if (shift === 0) return "Etc/GMT";
  return `Etc/GMT${shift > 0 ? "-" : "+"}${Math.abs(shift)}`;
};
const night = () => {
  const shift = 2 - new Date().getUTCHours();
  const wrapped = shift < -12 ? shift + 24 : shift;
  return wrapped === 0 ? "Etc/GMT" : `Etc/GMT${wrapped > 0 ? "-" : "+"}${Math.abs(wrapped)}`;
};

beforeAll(async () => {
  process.env.SMTP_URL = "smtp://127.0.0.1:1";
  await seedCampaignWorld();
});
beforeEach(async () => {
  await endCampaigns();
  await sql().query("update people set time_zone = $1", [noon()]);
  await sql().query("delete from deliveries");
  await sql().query("update campaign_reminders set at = at - interval '3 days'");
});

/** Moves the deadline of the running stage to so many days from now. */
const dueIn = (campaignId: string, days: number) =>
  sql().query("update campaigns set stage_due_at = now() + $2 * interval '1 day' where id = $1", [campaignId, days]);
const go = () => remind(systemContext("worker"));
const mails = async () => {
  const rows = await db().delivery.findMany({ orderBy: [{ createdAt: "asc" }, { id: "asc" }] });
  return rows.map(({ personId, kind, content }) => ({
    personId,
    kind,
    ...(content as { count: number; rung?: string }),
  }));
};
const steps = async (campaignId: string) => {
  const rows = await db().campaignReminder.findMany({
    where: { campaignId },
    orderBy: [{ at: "asc" }, { step: "asc" }],
  });
  return rows.map(({ personId, step, open }) => [personId, step, open]);
};
/** A night passes. */
const nextDay = () => sql().query("update campaign_reminders set at = at - interval '1 day'");

describe("reminders: only to people with open items; one digest per person; then the manager", () => {
  it("tell once on each rung, however often and by however many workers they are looked for", async () => {
    const { campaignId } = await grantsUnderReview({ agent: { tier: "low" }, grants: 2 });
    await dueIn(campaignId, 20);
    expect((await go()).people).toBe(0);
    await dueIn(campaignId, 2);
    await Promise.all([go(), go(), go()]);
    expect(await steps(campaignId)).toEqual([["per_olga", "days_3", 2]]);
    expect(await mails()).toEqual([
      expect.objectContaining({ personId: "per_olga", kind: "campaign_reminder", count: 2 }),
    ]);
    await nextDay();
    expect((await go()).people).toBe(0);
    await dueIn(campaignId, 1);
    await go();
    expect((await steps(campaignId)).map(([, step]) => step)).toEqual(["days_3", "days_1"]);
    expect((await eventsOf(campaignId)).filter(({ type }) => type === "campaign.reminded")).toHaveLength(2);
  });

  it("are one message a day over all campaigns", async () => {
    const [one, two] = [await grantsUnderReview({ grants: 1 }), await grantsUnderReview({ grants: 3 })];
    await dueIn(one.campaignId, 1);
    await dueIn(two.campaignId, 3);
    expect((await go()).people).toBe(1);
    expect(await mails()).toEqual([expect.objectContaining({ personId: "per_olga", count: 4, status: "and 1 more" })]);
    const third = await grantsUnderReview({ grants: 1 });
    await dueIn(third.campaignId, 1);
    expect((await go()).people).toBe(0);
    await nextDay();
    expect((await go()).people).toBe(1);
  });

  it("leave in peace who has nothing open", async () => {
    const { campaignId } = await grantsUnderReview({ grants: 1 });
    await dueIn(campaignId, 1);
    await sayAs("olga", campaignId);
    expect((await go()).people).toBe(0);
    const paused = await grantsUnderReview({ grants: 1 });
    await dueIn(paused.campaignId, 1);
    await sql().query("update campaign_items set marks = '{paused}' where campaign_id = $1", [paused.campaignId]);
    expect((await go()).people).toBe(0);
    expect(await mails()).toEqual([]);
  });

  it("wait for the morning of the person", async () => {
    const { campaignId } = await grantsUnderReview({ grants: 1 });
    await dueIn(campaignId, 1);
    await sql().query("update people set time_zone = $1", [night()]);
    expect((await go()).people).toBe(0);
    await sql().query("update people set time_zone = $1", [noon()]);
    expect((await go()).people).toBe(1);
  });

  it("reach the members of a group, but nobody on what they answered already", async () => {
    const group = { reviewer: "group" as const, strategy: "all_accept" as const };
    const { campaignId } = await grantsUnderReview({ agent: { privileges: ["payment"] }, plan: { stages: [group] } });
    await dueIn(campaignId, 1);
    await sayAs("rita", campaignId);
    await go();
    expect((await steps(campaignId)).map(([person]) => person).sort()).toEqual(["per_ana", "per_otto"]);
  });

  it("are daily once it is overdue, and the manager is told once after three days", async () => {
    const { campaignId } = await grantsUnderReview({ grants: 1 });
    await dueIn(campaignId, -1);
    await go();
    await dueIn(campaignId, -4);
    expect(await go()).toEqual({ people: 0, managers: 1 });
    expect(await go()).toEqual({ people: 0, managers: 0 });
    expect((await steps(campaignId)).map(([, step]) => String(step).split(":")[0])).toEqual(["overdue", "manager"]);
    const [, told] = await mails();
    expect(told).toMatchObject({ personId: "per_mia", kind: "campaign_overdue", count: 1 });
  });
});
