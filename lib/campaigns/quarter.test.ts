import { beforeAll, describe, expect, it } from "vitest";
import { sql } from "@/lib/db";
import { closeDecisionPoint } from "@/lib/policy";
import { testDatabase } from "@/lib/testing/database";
import { fillWorld } from "@/lib/testing/quarter/fill";
import { differences, fatesIn } from "@/lib/testing/quarter/outcome";
import { close, launch, liveOn, review, stateOf } from "@/lib/testing/quarter/play";
import { countFates, nextQuarter, reckon } from "@/lib/testing/quarter/reckoning";
import { makeWorld, type World } from "@/lib/testing/quarter/world";

testDatabase();

const SEED = Number(process.env.QUARTER_SEED ?? 20_261);
const first = makeWorld(SEED, { agents: 70, owners: 24, grants: 5 });

/** Launches, lets the quarter happen, closes and lets the worker carry it out. @returns the campaign's id */
async function play(world: World, name: string, live: boolean): Promise<string> {
  const id = await launch(world, name);
  if (live) await liveOn(world);
  await review(world, id);
  await close(id);
  return id;
}

beforeAll(async () => {
  await fillWorld(first);
  return closeDecisionPoint;
});

describe("C1-C7 a quarter, with leavers, movers, drift and silence", () => {
  it(`takes from everybody what an independent reckoning says, and nothing else; and again in the next (QUARTER_SEED=${SEED})`, async () => {
    const spring = reckon(first);
    // A world in which some fate never occurs would prove nothing about it.
    expect(Object.keys(countFates([...spring.values()].map(({ fate }) => fate))).sort()).toEqual([
      "excluded",
      "gone",
      "kept",
      "outside",
      "reduced",
      "revoked",
      "suspended",
    ]);
    const id = await play(first, "Spring", true);
    expect(differences(spring, await fatesIn())).toEqual([]);
    expect(await stateOf(id)).toBe("closed");

    const second = nextQuarter(first, spring);
    const before = new Map([...spring].filter(([, { silent }]) => silent).map(([grant]) => [grant, 1]));
    const summer = reckon(second, before);
    const again = await play(second, "Summer", false);
    expect(differences(summer, await fatesIn())).toEqual([]);
    expect(await stateOf(again)).toBe("closed");
    expect([...summer].some(([grant, { fate, silent }]) => before.has(grant) && silent && fate === "revoked")).toBe(
      true,
    );
  }, 180_000);

  it("leaves counts that a recount agrees with, and every vote in the log", async () => {
    const { rows } = await sql().query(
      `select * from (select campaign_id, stage, seat, tier, state, coalesce(decision, '') as decision, count(*)::int as items from campaign_items group by 1, 2, 3, 4, 5, 6) r
       full join (select * from campaign_counts where items <> 0) c using (campaign_id, stage, seat, tier, state, decision) where r.items is distinct from c.items`,
    );
    expect(rows).toEqual([]);
    const told = await sql().query<{ votes: bigint; events: bigint }>(
      `select (select count(*) from campaign_votes) as votes, (select count(*) from audit_events where type = 'campaign.voted') as events`,
    );
    expect(told.rows[0]?.votes).toBe(told.rows[0]?.events);
  });
});
