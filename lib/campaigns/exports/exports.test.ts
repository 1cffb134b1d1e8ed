import { beforeAll, describe, expect, it } from "vitest";
import { db } from "@/lib/db";
import { grantsUnderReview, sayAs } from "@/lib/testing/campaign-votes";
import { seedCampaignWorld } from "@/lib/testing/campaigns";
import { testDatabase } from "@/lib/testing/database";
import { eventsOf } from "@/lib/testing/inventory";
import { asPerson } from "@/lib/testing/reviewing";
import { calendarFor, exportOpenItems } from "../index";

testDatabase();
beforeAll(async () => void (await seedCampaignWorld()));

/** Content lines as they were before they were folded (RFC 5545 §3.1). */
const lines = (calendar: string) => calendar.replace(/\r\n[ \t]/g, "").split("\r\n");
const read = async (name: string, campaignId: string) => {
  let text = "";
  for await (const chunk of exportOpenItems(await asPerson(name), campaignId)) text += chunk;
  return text.trimEnd().split("\r\n");
};

describe("C3 deadlines in one's own calendar", () => {
  it("hold those of campaigns in which one has open items, in UTC, and nobody else's", async () => {
    const { campaignId } = await grantsUnderReview({ grants: 2 });
    const { stageDueAt } = await db().campaign.findUniqueOrThrow({ where: { id: campaignId } });
    const mine = lines(await calendarFor(await asPerson("olga")));
    const stamp = stageDueAt?.toISOString().replace(/[-:]|\.\d+/g, "");
    expect(mine).toEqual(
      expect.arrayContaining(["BEGIN:VEVENT", `DTEND:${stamp}`, "SUMMARY:Reviews due: Quarter", "BEGIN:VALARM"]),
    );
    expect(mine.find((line) => line.startsWith("UID:"))).toBe(`UID:${campaignId}-1@localhost`);
    expect(lines(await calendarFor(await asPerson("dana")))).not.toContain("BEGIN:VEVENT");
    await sayAs("olga", campaignId, { number: 1 });
    expect(lines(await calendarFor(await asPerson("olga"))).join()).toContain("1 item waits");
    await sayAs("olga", campaignId, { number: 2 });
    expect(lines(await calendarFor(await asPerson("olga")))).not.toContain("BEGIN:VEVENT");
  });
});

describe("C3 what is open, for a spreadsheet", () => {
  it("holds who is asked until when, runs no formula, and is recorded", async () => {
    const { campaignId, agentId } = await grantsUnderReview({ grants: 2 });
    await db().$executeRaw`update campaign_items set snapshot = jsonb_set(snapshot, '{agent,name}', '"=HYPERLINK(1)"')
      where campaign_id = ${campaignId} and number = 1`;
    const [header, first, second, ...more] = await read("cora", campaignId);
    expect(more).toEqual([]);
    expect(header?.split(",").slice(0, 4)).toEqual(["number", "kind", "agent", "agent_id"]);
    expect(first).toContain("'=HYPERLINK(1)");
    for (const line of [first, second]) expect(line).toContain(`${agentId},production,low`);
    expect(second).toContain("Olga Test,olga@example.test");
    expect((await eventsOf(campaignId)).map(({ type }) => type)).toContain("campaign.open_exported");
  });

  it("is refused to who may not export, and unknown to who may not see it", async () => {
    const { campaignId } = await grantsUnderReview();
    await expect(read("olga", campaignId)).rejects.toMatchObject({ code: "not_found" });
    await expect(read("cora", "cmp_none")).rejects.toMatchObject({ code: "not_found" });
  });
});
