import { sequenceOnce } from "@/lib/audit";
import { systemContext } from "@/lib/context";
import { contextAs } from "@/lib/testing/contexts";
import { askPack } from "../ask-pack";
import { buildPack } from "../build-pack";
import { openPack } from "../open-pack";

/** Asks for a pack, lets a worker and the log make it, and takes it. */
export async function packOf(campaignId: string): Promise<{ id: string; bytes: Buffer }> {
  const compliance = contextAs("compliance", { id: "per_cora" });
  const worker = systemContext("worker");
  const { id } = await askPack(compliance, { campaignId });
  do await sequenceOnce();
  while ((await buildPack(worker, id)) !== "over");
  const { parts } = await openPack(compliance, id);
  const chunks: Buffer[] = [];
  for await (const part of parts) chunks.push(part);
  return { id, bytes: Buffer.concat(chunks) };
}
