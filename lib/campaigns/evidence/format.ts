import { z } from "zod";

/** The format that packs of this version are written in: docs/evidence-pack.md says every file and field. */
export const PACK_FORMAT = "countersign-pack/1";

/** The files of a pack in the order in which they stand; the two at the end are not in the manifest: one is it, one anchors it. */
export const PACK_FILES = [
  "report.pdf",
  "people.jsonl",
  "items.jsonl",
  "votes.jsonl",
  "signoffs.jsonl",
  "asks.jsonl",
  "reminders.jsonl",
  "remediation.jsonl",
  "tasks.jsonl",
  "exceptions.jsonl",
  "exclusions.jsonl",
  "measures.jsonl",
  "events.jsonl",
  "proofs.jsonl",
] as const;
export type PackFile = (typeof PACK_FILES)[number];
export const MANIFEST_FILE = "manifest.json";
export const ANCHOR_FILE = "anchor.json";

export const MOST_MANIFEST_BYTES = 4_194_304;
export const MOST_ANCHOR_BYTES = 262_144;

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const size = z.int().min(0).max(0xffff_ffff);

const fileSchema = z.strictObject({
  name: z.enum(PACK_FILES),
  bytes: size,
  sha256,
  /** Lines of a JSON Lines file; null for the report. */
  rows: z.int().min(0).nullable(),
  packed: z.strictObject({ bytes: size, sha256, crc32: size }),
});

/** What the pack says of itself. Instants are RFC 3339 in UTC. */
export const manifestSchema = z.strictObject({
  format: z.literal(PACK_FORMAT),
  product: z.strictObject({ name: z.string(), version: z.string() }),
  packId: z.string(),
  /** The moment of the database that everything in the pack was read at. */
  asOf: z.iso.datetime(),
  askedById: z.string().nullable(),
  campaign: z.strictObject({
    id: z.string(),
    name: z.string(),
    kind: z.string(),
    state: z.string(),
    stateReason: z.string(),
    definitionId: z.string().nullable(),
    occurrence: z.string().nullable(),
    teamId: z.string().nullable(),
    timeZone: z.string(),
    stage: z.int(),
    /** What was looked at, by whom, and by which rules: as it was launched. */
    plan: z.unknown(),
    items: z.int().min(0),
    snapshotDigest: z.string(),
    fallbackId: z.string().nullable(),
    createdById: z.string().nullable(),
    createdAt: z.string(),
    launchedById: z.string().nullable(),
    launchedAt: z.string().nullable(),
    stageDueAt: z.string().nullable(),
    dueAt: z.string().nullable(),
    decidedAt: z.string().nullable(),
    closing: z.unknown(),
    closeAskedById: z.string().nullable(),
    closeAskedAt: z.string().nullable(),
    confirmedById: z.string().nullable(),
    confirmedAt: z.string().nullable(),
    endedAt: z.string().nullable(),
  }),
  counts: z.strictObject({
    items: z.int(),
    byState: z.record(z.string(), z.int()),
    byDecision: z.record(z.string(), z.int()),
    votes: z.int(),
    signoffs: z.int(),
    remediation: z.record(z.string(), z.int()),
    exceptions: z.int(),
    events: z.int(),
    proofs: z.int(),
  }),
  files: z.array(fileSchema).length(PACK_FILES.length),
});
export type Manifest = z.infer<typeof manifestSchema>;

/** The one text that a manifest can have. */
export const manifestText = (manifest: unknown): string => `${JSON.stringify(manifest, null, 2)}\n`;

/** Asking for packs and taking them goes on after a pack is made: nothing in it rests on these. */
const UNPROVED: readonly string[] = [
  "campaign.pack_asked",
  "campaign.pack_taken",
  "campaign.pack_made",
  "campaign.pack_failed",
];

/**
 * Whether an event speaks of the campaign as a whole (launch, sign-off, end of a stage, close) and is therefore proved by itself. What
 * names an item is in the log as well, but there are as many of those as votes.
 */
export function isKeyEvent(event: { type: string; details: object }): boolean {
  const { details, type } = event;
  return !UNPROVED.includes(type) && !Object.hasOwn(details, "number") && !Object.hasOwn(details, "numbers");
}
