import { beforeAll, describe, expect, it } from "vitest";
import { sequenceOnce } from "@/lib/audit";
import { systemContext } from "@/lib/context";
import { contextAs } from "@/lib/testing/contexts";
import { seedOrganisation } from "@/lib/testing/inventory";
import { testLog } from "@/lib/testing/log";
import { type StagedCampaign, stageCampaign } from "@/lib/testing/packs";
import { askPack } from "./ask-pack";
import { buildPack } from "./build-pack";
import { openPack } from "./open-pack";
import { packInMemory, verifyPack } from "./verify-pack";

testLog();

const compliance = contextAs("compliance", { id: "per_cora" });
const worker = systemContext("worker");
let staged: StagedCampaign;
let pack: Buffer;

beforeAll(async () => {
  await seedOrganisation();
  staged = await stageCampaign(60);
  const { id } = await askPack(compliance, { campaignId: staged.id });
  expect(await buildPack(worker, id)).toBe("waits");
  await sequenceOnce();
  expect(await buildPack(worker, id)).toBe("again");
  expect(await buildPack(worker, id)).toBe("waits");
  await sequenceOnce();
  expect(await buildPack(worker, id)).toBe("over");
  const opened = await openPack(compliance, id);
  const parts: Buffer[] = [];
  for await (const part of opened.parts) parts.push(part);
  pack = Buffer.concat(parts);
  expect(pack.length).toBe(opened.bytes);
});

describe("C8 evidence", () => {
  it("is accepted as it was made", async () => {
    const report = await verifyPack(packInMemory(pack));
    expect(report.faults).toEqual([]);
    const fs = await import("node:fs");
    if (process.env.PACK_OUT) fs.writeFileSync(process.env.PACK_OUT, pack);
  });
});
