import { beforeAll, describe, expect, it } from "vitest";
import { packInMemory } from "@/lib/packs";
import { closeDecisionPoint } from "@/lib/policy";
import { testLog } from "@/lib/testing/log";
import { fillWorld } from "@/lib/testing/quarter/fill";
import { close, launch, liveOn, review } from "@/lib/testing/quarter/play";
import { makeWorld } from "@/lib/testing/quarter/world";
import { packOf } from "./testing/pack-of";
import { verifyPack } from "./verify-pack";

testLog();

const world = makeWorld(20_262, { agents: 30, owners: 12, grants: 4 });

beforeAll(async () => {
  await fillWorld(world);
  return closeDecisionPoint;
});

describe("C8 evidence: what the product itself wrote in a quarter with leavers, movers, drift and silence", () => {
  it("is accepted while the reviews run, and after the close", async () => {
    const id = await launch(world, "Quarter");
    const early = await verifyPack(packInMemory((await packOf(id)).bytes));
    expect(early.faults).toEqual([]);
    expect(early.manifest?.campaign.state).toBe("active");
    await liveOn(world);
    await review(world, id);
    await close(id);
    const { bytes } = await packOf(id);
    const { faults, manifest } = await verifyPack(packInMemory(bytes));
    expect(faults).toEqual([]);
    expect(manifest?.campaign.state).toBe("closed");
    expect(Object.keys(manifest?.counts.byDecision ?? {})).toEqual(
      expect.arrayContaining(["keep", "reduce", "revoke"]),
    );
  }, 120_000);
});
