// `verify PACK.zip`: checks the evidence of a campaign, or an export of events. Needs no database, no settings and no console.
import fs from "node:fs";
import type { PackReport } from "@/lib/campaigns";
import type { PackSource } from "@/lib/packs";
import { parseVerifier } from "@/lib/transparency";

/** Whether a file is meant as a pack: by its name, or by how it begins. */
export function isPack(file: string): boolean {
  if (/\.zip$/i.test(file)) return true;
  const handle = fs.openSync(file, "r");
  try {
    const begin = Buffer.alloc(4);
    return fs.readSync(handle, begin, 0, 4, 0) === 4 && begin.readUInt32LE(0) === 0x04034b50;
  } finally {
    fs.closeSync(handle);
  }
}

/**
 * @param keys the log's public keys, one a line; without them the pack's own word is taken, and that is said
 * @returns 0 sound, 1 something is wrong with it
 */
export async function verifyEvidence(file: string, keys: string | undefined): Promise<number> {
  const trusted = (keys ?? "").split(/\s+/).flatMap((key) => (key ? [parseVerifier(key).vkey] : []));
  // Loaded when a pack is read: a log is verified by lib/transparency alone.
  const { packFormat } = await import("@/lib/packs");
  const handle = await fs.promises.open(file, "r");
  try {
    const { size } = await handle.stat();
    const read = async (position: number, length: number) => {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, position);
      return buffer.subarray(0, bytesRead);
    };
    const source = { size, read };
    if ((await packFormat(source))?.startsWith("countersign-evidence/")) return await verifyTaken(source, trusted);
    const { verifyPack } = await import("@/lib/campaigns");
    const report = await verifyPack(source, trusted);
    print(report, trusted.length > 0);
    return report.faults.length ? 1 : 0;
  } finally {
    await handle.close();
  }
}

/** Events that were taken out of the log (docs/evidence.md). */
async function verifyTaken(source: PackSource, trusted: readonly string[]): Promise<number> {
  const { verifyExport } = await import("@/lib/evidence");
  const { faults, manifest, anchor } = await verifyExport(source, trusted);
  printFaults({ faults, anchor, keys: manifest?.trees.map(({ vkey }) => vkey) ?? [] }, trusted.length > 0);
  if (!manifest || !anchor) return 1;
  const verdict = faults.length ? "The export is NOT sound" : "The export is sound";
  const { title, exportId, asOf, trees } = manifest;
  console.log(`${verdict}: ${JSON.stringify(title)} (${exportId}), as of ${asOf}.`);
  // A word about each epoch: an auditor must see that the log was begun anew, and which events stand before that.
  for (const { events, size, origin } of trees)
    console.log(`${events} events, each of them under the signed root of ${size} entries of ${origin}.`);
  if (faults.length === 0)
    console.log(`Anchored by the event ${anchor.eventId} of ${anchor.origin}, recorded ${anchor.at}.`);
  return faults.length ? 1 : 0;
}

interface Read extends Pick<PackReport, "faults" | "anchor"> {
  /** Of every epoch that it was taken from. */
  keys: readonly string[];
}

function printFaults({ faults, anchor, keys }: Read, isPinned: boolean): void {
  for (const fault of faults) console.error(`WRONG: ${fault}`);
  if (!anchor || isPinned) return;
  console.log(
    `The key is the pack's own word, not yours: whoever made the pack up could have made the key up as well.`,
  );
  if (keys.length < 2) console.log(`Take the log's key by a way that you trust, and give it: --key ${anchor.vkey}`);
  else
    console.log(
      `Take the keys of its epochs by a way that you trust, and give a file that holds them:\n${keys.join("\n")}`,
    );
}

function print({ faults, manifest, anchor }: PackReport, isPinned: boolean): void {
  printFaults({ faults, anchor, keys: [] }, isPinned);
  if (!manifest || !anchor) return;
  const { campaign, counts } = manifest;
  const verdict = faults.length ? "The evidence is NOT sound" : "The evidence is sound";
  console.log(
    `${verdict}: ${JSON.stringify(campaign.name)} (${campaign.id}), ${campaign.state}, as of ${manifest.asOf}.`,
  );
  const { items, votes, signoffs, exceptions } = counts;
  console.log(
    `${items} items, ${votes} votes, ${signoffs} sign-offs, ${exceptions} exceptions, ${counts.events} events of the log.`,
  );
  if (faults.length === 0)
    console.log(`Anchored by the event ${anchor.eventId} of ${anchor.origin}, recorded ${anchor.at}.`);
}
