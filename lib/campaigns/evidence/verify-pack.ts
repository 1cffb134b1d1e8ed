import {
  digestOf,
  Faults,
  PackFault,
  type PackSource,
  type PlacedEntry,
  readEntries,
  readFile,
  readStored,
} from "@/lib/packs";
import {
  ANCHOR_FILE,
  MANIFEST_FILE,
  type Manifest,
  MOST_ANCHOR_BYTES,
  MOST_MANIFEST_BYTES,
  manifestSchema,
  manifestText,
  PACK_FILES,
} from "./format";
import { type Anchor, checkAnchor } from "./verify/check-anchor";
import { PackCheck } from "./verify/pack-check";

/** What a pack is, as far as it could be read, and everything that is wrong with it. */
export interface PackReport {
  /** Each in a sentence; empty for a sound pack. */
  faults: string[];
  manifest: Manifest | null;
  /** The event of the log that anchors the manifest, and the key that signed it. */
  anchor: { eventId: string; origin: string; vkey: string; at: string } | null;
}

/**
 * Checks a pack against nothing but itself and the keys that are trusted (C8): container, files, manifest, the log's word on it, and
 * whether what the files say agrees. Needs no database, no settings and no network, and holds no file as a whole.
 * @param keys the log's public keys; none: the key in the pack is believed
 */
export async function verifyPack(source: PackSource, keys: readonly string[] = []): Promise<PackReport> {
  const faults = new Faults();
  const report = { manifest: null as Manifest | null, anchor: null as Anchor | null };
  try {
    const entries = await readEntries(source);
    const anchored = await readAnchored(source, { entries, keys }, faults);
    report.manifest = anchored?.manifest ?? null;
    report.anchor = anchored?.anchor ?? null;
    if (anchored?.anchor) await readFiles(source, { entries, keys, manifest: anchored.manifest }, faults);
  } catch (error) {
    if (!(error instanceof PackFault)) throw error;
    faults.add(error.message);
  }
  const { manifest, anchor } = report;
  const { eventId = "", origin = "" } = anchor?.bundle ?? {};
  return { faults: faults.list(), manifest, anchor: anchor && { eventId, origin, vkey: anchor.vkey, at: anchor.at } };
}

interface Reading {
  entries: readonly PlacedEntry[];
  keys: readonly string[];
}

async function readAnchored(
  source: PackSource,
  { entries, keys }: Reading,
  faults: Faults,
): Promise<{ manifest: Manifest; anchor: Anchor | null } | null> {
  const expected = [...PACK_FILES, MANIFEST_FILE, ANCHOR_FILE];
  const [anchorEntry, manifestEntry] = [entries.at(-1), entries.at(-2)];
  const names = entries.map(({ name }) => name);
  if (!anchorEntry || !manifestEntry || names.join() !== expected.join())
    throw new PackFault(`a pack holds ${expected.join(", ")}: this one holds ${names.join(", ") || "nothing"}`);
  const text = await readStored(source, manifestEntry, MOST_MANIFEST_BYTES);
  const read = manifestSchema.safeParse(jsonOf(text));
  if (!read.success) throw new PackFault("manifest.json is not the manifest of a pack of this format");
  const manifest = read.data;
  faults.must(manifestText(jsonOf(text)) === text.toString("utf8"), "manifest.json is not in its one form");
  faults.must(
    manifest.files.every(({ name }, at) => name === PACK_FILES[at]),
    "manifest.json does not name every file once",
  );
  const anchorText = await readStored(source, anchorEntry, MOST_ANCHOR_BYTES);
  const given = { manifest, manifestDigest: digestOf(text), keys };
  return { manifest, anchor: checkAnchor(anchorText.toString("utf8"), given, faults) };
}

async function readFiles(
  source: PackSource,
  { entries, keys, manifest }: Reading & { manifest: Manifest },
  faults: Faults,
): Promise<void> {
  const check = new PackCheck(manifest, keys, faults);
  for (const [at, file] of manifest.files.entries()) {
    const entry = entries[at];
    if (!entry || entry.name !== file.name) continue;
    const { packed, bytes } = file;
    const same =
      !entry.stored && entry.bytes === bytes && entry.packedBytes === packed.bytes && entry.crc32 === packed.crc32;
    if (!same) throw new PackFault(`${file.name} is not as large as the manifest says`);
    await readFile(source, { entry, file }, { faults, onLine: check.readerOf(file.name) });
  }
  check.finish();
}

function jsonOf(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString("utf8"));
  } catch {
    return null;
  }
}
