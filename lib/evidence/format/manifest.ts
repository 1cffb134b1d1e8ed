import { z } from "zod";
import { EXPORT_FORMATS, type ExportFormat } from "../terms";

/** The format that exports of this version are written in: docs/evidence.md says every file and field. */
export const EVIDENCE_FORMAT = "countersign-evidence/1";
export const OCSF_VERSION = "1.8.0";

export const MANIFEST_FILE = "manifest.json";
export const ANCHOR_FILE = "anchor.json";
export const EVENTS_FILE = "events.jsonl";
export const CSV_FILE = "events.csv";
export const OCSF_FILE = "ocsf.jsonl";
export const NAMES_FILE = "names.jsonl";
export const REPORT_FILE = "report.pdf";

export const MOST_MANIFEST_BYTES = 4_194_304;
export const MOST_ANCHOR_BYTES = 262_144;

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const size = z.int().min(0).max(0xffff_ffff);
const count = z.int().min(0);

const fileSchema = z.strictObject({
  name: z.string(),
  bytes: size,
  sha256,
  /** Lines of a file of lines (without the head of a CSV), hashes of hashes.bin; null for any other. */
  rows: count.nullable(),
  packed: z.strictObject({ bytes: size, sha256, crc32: size }),
});

/** One tree of the log that events were taken from: more than one only after a recovery opened another epoch. */
const treeSchema = z.strictObject({
  epoch: z.int().min(1),
  origin: z.string(),
  vkey: z.string(),
  /** Of the signed checkpoint that the events are proved under. */
  size: count,
  /** Base64. */
  root: z.string(),
  events: count,
  hashes: count,
  /** Whether `cosignatures` is there. */
  witnessed: z.boolean(),
});
export type ManifestTree = z.infer<typeof treeSchema>;

/** What an export says of itself. Instants are RFC 3339 in UTC. */
export const manifestSchema = z.strictObject({
  format: z.literal(EVIDENCE_FORMAT),
  product: z.strictObject({ name: z.literal("Countersign"), version: z.string() }),
  exportId: z.string(),
  title: z.string(),
  askedById: z.string(),
  askedAt: z.iso.datetime(),
  /** The moment of the database that everything in the export was read at. */
  asOf: z.iso.datetime(),
  /** Exactly what was asked. */
  query: z.record(z.string(), z.unknown()),
  formats: z.array(z.enum(EXPORT_FORMATS)),
  counts: z.strictObject({
    events: count,
    byType: z.record(z.string(), count),
    byOutcome: z.record(z.string(), count),
  }),
  /** Of the first and the last event; null for an export without any. */
  first: z.iso.datetime().nullable(),
  last: z.iso.datetime().nullable(),
  trees: z.array(treeSchema),
  files: z.array(fileSchema),
});
export type Manifest = z.infer<typeof manifestSchema>;

const FILES_OF: Record<ExportFormat, string> = {
  pdf: REPORT_FILE,
  csv: CSV_FILE,
  jsonl: EVENTS_FILE,
  ocsf: OCSF_FILE,
};

/** Where the proof of a tree stands: the newest in proof/, earlier ones below it. */
export function proofFile(trees: readonly Pick<ManifestTree, "epoch">[], epoch: number, name: string): string {
  return epoch === trees.at(-1)?.epoch ? `proof/${name}` : `proof/epoch-${epoch}/${name}`;
}

/** The one order in which the files of an export stand, before manifest.json and anchor.json. */
export function filesOf(formats: readonly ExportFormat[], trees: readonly Pick<ManifestTree, "epoch" | "witnessed">[]) {
  const order: readonly ExportFormat[] = ["jsonl", "csv", "ocsf"];
  const data = order.filter((format) => formats.includes(format)).map((format) => FILES_OF[format]);
  const proofs = trees.flatMap(({ epoch, witnessed }) => [
    proofFile(trees, epoch, "hashes.bin"),
    proofFile(trees, epoch, "checkpoint"),
    proofFile(trees, epoch, "vkey"),
    ...(witnessed ? [proofFile(trees, epoch, "cosignatures")] : []),
  ]);
  return [...data, NAMES_FILE, ...proofs, ...(formats.includes("pdf") ? [REPORT_FILE] : [])];
}
