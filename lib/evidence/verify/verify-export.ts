import { z } from "zod";
import {
  digestOf,
  Faults,
  PackFault,
  type PackSource,
  type PlacedEntry,
  packText,
  readAnchor,
  readDeflated,
  readEntries,
  readFile,
  readStored,
} from "@/lib/packs";
import { openCheckpoint, parseVerifier, same } from "@/lib/transparency";
import {
  ANCHOR_FILE,
  EVENTS_FILE,
  filesOf,
  MANIFEST_FILE,
  type Manifest,
  type ManifestTree,
  MOST_ANCHOR_BYTES,
  MOST_MANIFEST_BYTES,
  manifestSchema,
  proofFile,
} from "../format/manifest";
import { EventCheck } from "./event-check";

/** What an export is, as far as it could be read, and everything that is wrong with it. */
export interface EvidenceReport {
  /** Each in a sentence; empty for a sound export. */
  faults: string[];
  manifest: Manifest | null;
  /** The event of the log that anchors the manifest, and the key that signed it. */
  anchor: { eventId: string; origin: string; vkey: string; at: string } | null;
}

/** Keys that are trusted; none: those in the export are believed. */
type Keys = readonly string[];

const HASH_BYTES = 32;
/** The proofs of all trees together are held while the events go by. */
const MOST_PROOF_BYTES = 16_000_000 * HASH_BYTES;

/**
 * Checks an export against nothing but itself and the keys that are trusted (L5): container, files, manifest, the log's word on it,
 * every leaf under the signed root, and whether what the files say of an event is what its leaf says. Needs no database, no settings
 * and no network.
 */
export async function verifyExport(source: PackSource, keys: Keys = []): Promise<EvidenceReport> {
  const faults = new Faults();
  const report: EvidenceReport = { faults: [], manifest: null, anchor: null };
  try {
    const entries = await readEntries(source);
    const { manifest, digest } = await readManifest(source, entries);
    report.manifest = manifest;
    report.anchor = await checkAnchor(source, { entries, manifest, digest, keys }, faults);
    if (report.anchor) await checkFiles(source, { entries, manifest, keys }, faults);
  } catch (error) {
    if (!(error instanceof PackFault)) throw error;
    faults.add(error.message);
  }
  return { ...report, faults: faults.list() };
}

async function readManifest(source: PackSource, entries: readonly PlacedEntry[]) {
  const [manifestEntry, anchorEntry] = entries.slice(-2);
  if (manifestEntry?.name !== MANIFEST_FILE || anchorEntry?.name !== ANCHOR_FILE)
    throw new PackFault(`an export ends with ${MANIFEST_FILE} and ${ANCHOR_FILE}: this one does not`);
  const text = (await readStored(source, manifestEntry, MOST_MANIFEST_BYTES)).toString("utf8");
  const read = manifestSchema.safeParse(jsonOf(text));
  if (!read.success) throw new PackFault(`${MANIFEST_FILE} is not the manifest of an export of this format`);
  const manifest = read.data;
  if (packText(jsonOf(text)) !== text) throw new PackFault(`${MANIFEST_FILE} is not in its one form`);
  const expected = filesOf(manifest.formats, manifest.trees);
  const named = manifest.files.map(({ name }) => name);
  const held = entries.slice(0, -2).map(({ name }) => name);
  if (named.join() !== expected.join() || held.join() !== expected.join())
    throw new PackFault(`the export should hold ${expected.join(", ")}: it holds ${held.join(", ") || "nothing"}`);
  return { manifest, digest: digestOf(text) };
}

const made = z.object({
  at: z.string(),
  type: z.literal("evidence.made"),
  target: z.object({ kind: z.literal("evidence"), id: z.string() }),
  details: z.object({ manifest: z.string() }),
});

interface Anchored {
  entries: readonly PlacedEntry[];
  manifest: Manifest;
  digest: string;
  keys: Keys;
}

async function checkAnchor(source: PackSource, given: Anchored, faults: Faults): Promise<EvidenceReport["anchor"]> {
  const { entries, manifest, digest, keys } = given;
  const fail = (fault: string): null => {
    faults.add(`${ANCHOR_FILE}: ${fault}`);
    return null;
  };
  const text = await readStored(source, entries.at(-1) as PlacedEntry, MOST_ANCHOR_BYTES);
  const read = readAnchor(text.toString("utf8"), keys);
  if ("fault" in read) return fail(read.fault);
  const leaf = made.safeParse(read.leaf);
  if (!leaf.success) return fail("proves another event than the making of an export");
  if (leaf.data.target.id !== manifest.exportId) return fail("is of another export");
  if (leaf.data.details.manifest !== digest)
    return fail(`the log has another digest of the manifest: ${MANIFEST_FILE} changed`);
  const { eventId, origin, vkey } = read.bundle;
  return { eventId, origin, vkey, at: leaf.data.at };
}

async function checkFiles(
  source: PackSource,
  { entries, manifest, keys }: Omit<Anchored, "digest">,
  faults: Faults,
): Promise<void> {
  const entryByName = new Map(entries.map((entry) => [entry.name, entry]));
  const fileByName = new Map(manifest.files.map((file) => [file.name, file]));
  const entryOf = (name: string) => {
    const [entry, file] = [entryByName.get(name), fileByName.get(name)];
    if (!entry || !file) throw new PackFault(`${name} is missing`);
    const { packed, bytes } = file;
    const agrees =
      !entry.stored && entry.bytes === bytes && entry.packedBytes === packed.bytes && entry.crc32 === packed.crc32;
    if (!agrees) throw new PackFault(`${name} is not as large as the manifest says`);
    return { entry, file };
  };
  const whole = async (name: string, most: number): Promise<Buffer> => {
    const { entry, file } = entryOf(name);
    if (file.bytes > most) throw new PackFault(`${name} is larger than it can be`);
    const chunks: Buffer[] = [];
    for await (const chunk of readDeflated(source, entry, file.packed.sha256)) chunks.push(chunk);
    return Buffer.concat(chunks);
  };
  const hashes = new Map<number, Buffer>();
  let room = MOST_PROOF_BYTES;
  for (const tree of manifest.trees) {
    const named = (name: string) => proofFile(manifest.trees, tree.epoch, name);
    const note = (await whole(named("checkpoint"), MOST_ANCHOR_BYTES)).toString("utf8");
    const vkey = (await whole(named("vkey"), MOST_ANCHOR_BYTES)).toString("utf8");
    const trouble = vkey === `${tree.vkey}\n` ? headTrouble(tree, note, keys) : "its key is not that of the manifest";
    if (trouble) faults.add(`${named("checkpoint")}: ${trouble}`);
    const proof = await whole(named("hashes.bin"), room);
    room -= proof.length;
    hashes.set(tree.epoch, proof);
    const count = proof.length / HASH_BYTES;
    faults.must(
      count === tree.hashes,
      `${named("hashes.bin")} holds ${count} hashes, the manifest says ${tree.hashes}`,
    );
  }
  const check = new EventCheck(manifest, hashes, faults);
  for (const { name } of manifest.files) {
    const lines = name === EVENTS_FILE ? (line: string) => check.line(line) : name.endsWith(".jsonl") ? () => {} : null;
    await readFile(source, entryOf(name), { faults, onLine: lines });
  }
  check.finish();
}

/** What is wrong with the signed head that the events are proved under; null when it stands. */
function headTrouble(tree: ManifestTree, note: string, keys: Keys): string | null {
  try {
    if (keys.length && !keys.includes(tree.vkey)) return "it is signed by another key than the one that you gave";
    const verifier = parseVerifier(tree.vkey);
    const { origin, size, root } = openCheckpoint(note, verifier);
    const agrees = origin === tree.origin && size === tree.size && same(root, Buffer.from(tree.root, "base64"));
    return agrees ? null : "it is another head than the manifest says";
  } catch (error) {
    if (error instanceof RangeError) return error.message;
    throw error;
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
