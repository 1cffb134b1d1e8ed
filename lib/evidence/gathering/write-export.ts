import { type LeafRow, type LogHead, namesOf, readHeads, streamLeaves, wordsBehind } from "@/lib/audit";
import { type Context, contextFor } from "@/lib/context";
import { CountersignError } from "@/lib/errors";
import type { ManifestFile } from "@/lib/packs";
import { packText, storedFile } from "@/lib/packs";
import { version } from "@/package.json";
import {
  CSV_FILE,
  EVENTS_FILE,
  EVIDENCE_FORMAT,
  filesOf,
  MANIFEST_FILE,
  type Manifest,
  NAMES_FILE,
  OCSF_FILE,
  OCSF_VERSION,
  proofFile,
  REPORT_FILE,
} from "../format/manifest";
import { CSV_HEAD, csvLineOf, type EventRow, jsonLineOf, rowOf } from "../format/row";
import { ocsfLineOf } from "../ocsf/to-ocsf";
import { findAsker } from "../queries";
import { renderReport } from "../report/render-report";
import { beginExport, type ExportRecord, noteProgress, type Queryable } from "../store";
import { Container } from "./container";
import { LineFile } from "./line-file";
import { inOrder, Tallies } from "./tallies";
import { TreeProof } from "./tree-proof";

/** Somebody cancelled it while it was gathered. */
export class Cancelled extends Error {
  override readonly name = "Cancelled";
}

export interface Gathered {
  manifest: Manifest;
  text: Buffer;
}

/** Writes everything up to the manifest, in one pass over the events. @returns null when it has to wait, and nothing was written */
export async function writeExport(q: Queryable, ctx: Context, asked: ExportRecord): Promise<Gathered | null> {
  const asOf = new Date();
  const heads = await readHeads(q);
  const asker = await findAsker(q, asked.askedById);
  if (!asker?.active)
    throw new CountersignError("forbidden", "Whoever asked for this works here no more: ask for it again.");
  if (asked.query.search.text && (await wordsBehind(q, heads))) return null;
  if (!(await beginExport(asked.id))) throw new Cancelled();
  const trees = heads.map((head) => ({ ...head, witnessed: head.cosignatures.length > 0 }));
  const container = new Container(asked.id, filesOf(asked.formats, trees));
  try {
    const who = { kind: "user" as const, id: asked.askedById, sessionId: "", grants: asker.grants };
    const reader = contextFor(who, { now: ctx.now });
    const batches = streamLeaves(q, reader, { search: asked.query.search, heads });
    const writing = new Writing(q, { asked, heads, container, reader });
    await writing.begin();
    for await (const batch of batches) await writing.take(batch);
    return await writing.finish({ asOf, askedBy: asker.name });
  } finally {
    // Before anybody drops the parts of what failed: one that came late would stay for ever.
    await container.close();
  }
}

type Line = (row: EventRow) => string;

const TELL_MS = 500;

/** One pass over the events: every format, the proof of every tree, and the counts grow beside each other. */
class Writing {
  readonly #tallies = new Tallies();
  readonly #lines: { lines: LineFile; lineOf: Line }[] = [];
  readonly #proofs = new Map<number, TreeProof>();
  #toldAt = 0;

  constructor(
    readonly q: Queryable,
    readonly given: { asked: ExportRecord; heads: readonly LogHead[]; container: Container; reader: Context },
  ) {
    const { asked, heads, container } = given;
    const origins = new Map(heads.map(({ epoch, origin }) => [epoch, origin]));
    const source = {
      productVersion: version,
      schemaVersion: OCSF_VERSION,
      origin: (epoch: number) => origins.get(epoch) ?? "",
    };
    const formats: Record<string, [string, Line]> = {
      jsonl: [EVENTS_FILE, jsonLineOf],
      csv: [CSV_FILE, csvLineOf],
      ocsf: [OCSF_FILE, (row) => ocsfLineOf(row, source)],
    };
    for (const format of asked.formats) {
      const [name, lineOf] = formats[format] ?? [];
      if (name && lineOf) this.#lines.push({ lines: new LineFile(container.open(name)), lineOf });
    }
    for (const head of heads) {
      const file = container.open(proofFile(heads, head.epoch, "hashes.bin"));
      this.#proofs.set(head.epoch, new TreeProof(q, head, file));
    }
  }

  /** What stands before the first event. */
  async begin(): Promise<void> {
    for (const { lines } of this.#lines) if (lines.file.name === CSV_FILE) await lines.add(CSV_HEAD);
  }

  /** One event after another, so that nothing of it is held when the next comes; deflated beside it. */
  async take(batch: readonly LeafRow[]): Promise<void> {
    for (const one of batch) {
      const row = rowOf(one);
      this.#tallies.add(row);
      const proved = this.#proofs.get(one.epoch)?.add(one.seq, one.leaf);
      if (proved) await proved;
      for (const { lines, lineOf } of this.#lines) {
        const full = lines.add(lineOf(row));
        if (full) await full;
      }
    }
    for (const proof of this.#proofs.values()) await proof.flush();
    await this.#tell();
  }

  /** How far it is, now and then: somebody may be looking, or have cancelled it. */
  async #tell(): Promise<void> {
    const now = performance.now();
    if (now < this.#toldAt + TELL_MS) return;
    this.#toldAt = now;
    if (!(await noteProgress(this.given.asked.id, this.#tallies.events))) throw new Cancelled();
  }

  async finish(said: { asOf: Date; askedBy: string }): Promise<Gathered> {
    const { asked, heads, container } = this.given;
    const tallies = this.#tallies;
    const files = new Map<string, ManifestFile>();
    const keep = (file: ManifestFile) => files.set(file.name, file);
    for (const { lines } of this.#lines) {
      await lines.settle();
      keep(await container.end(lines.file.name, tallies.events));
    }
    const names = await namesIn(this.given.reader, tallies);
    const named = [...names].map(([id, name]) => `${JSON.stringify({ id, name })}\n`);
    keep(await container.whole(NAMES_FILE, Buffer.from(named.join("")), named.length));
    const trees: Manifest["trees"] = [];
    for (const head of heads) {
      const proof = this.#proofs.get(head.epoch) as TreeProof;
      await proof.finish();
      const nameOf = (name: string) => proofFile(heads, head.epoch, name);
      keep(await container.end(nameOf("hashes.bin"), proof.hashes));
      keep(await container.whole(nameOf("checkpoint"), Buffer.from(head.checkpoint)));
      keep(await container.whole(nameOf("vkey"), Buffer.from(`${head.vkey}\n`)));
      const witnessed = head.cosignatures.length > 0;
      const lines = head.cosignatures.map((line) => `${line}\n`).join("");
      if (witnessed) keep(await container.whole(nameOf("cosignatures"), Buffer.from(lines)));
      trees.push(treeOf(head, proof, witnessed));
    }
    const facts = { asked, asOf: said.asOf.toISOString(), askedBy: said.askedBy, tallies, names, trees };
    if (asked.formats.includes("pdf")) keep(await container.whole(REPORT_FILE, await renderReport(facts)));
    const manifest = manifestOf(
      facts,
      container.names.map((name) => files.get(name) as ManifestFile),
    );
    const text = Buffer.from(packText(manifest));
    await container.tail(storedFile(MANIFEST_FILE, text).bytes);
    return { manifest, text };
  }
}

function treeOf(head: LogHead, { events, hashes }: TreeProof, witnessed: boolean): Manifest["trees"][number] {
  const { epoch, origin, vkey, size, root } = head;
  return { epoch, origin, vkey, size, root: root.toString("base64"), events, hashes, witnessed };
}

interface Facts {
  asked: ExportRecord;
  asOf: string;
  tallies: Tallies;
  trees: Manifest["trees"];
}

function manifestOf({ asked, asOf, tallies, trees }: Facts, files: ManifestFile[]): Manifest {
  return {
    format: EVIDENCE_FORMAT,
    product: { name: "Countersign", version },
    exportId: asked.id,
    title: asked.title,
    askedById: asked.askedById,
    askedAt: asked.askedAt.toISOString(),
    asOf,
    query: asked.query as unknown as Record<string, unknown>,
    formats: asked.formats,
    counts: { events: tallies.events, byType: inOrder(tallies.byType), byOutcome: inOrder(tallies.byOutcome) },
    first: tallies.first,
    last: tallies.last,
    trees,
    files,
  };
}

const AT_ONCE = 5_000;

/** Today's names of whom and what the events mention, by id; the log itself holds ids alone. */
async function namesIn(reader: Context, tallies: Tallies): Promise<Map<string, string>> {
  const mentioned = tallies.mentioned().sort((one, other) => (one.id < other.id ? -1 : 1));
  const names = new Map<string, string>();
  for (let from = 0; from < mentioned.length; from += AT_ONCE) {
    const found = await namesOf(reader.actor, mentioned.slice(from, from + AT_ONCE));
    for (const { id } of mentioned.slice(from, from + AT_ONCE)) {
      const name = found.get(id)?.name;
      if (name) names.set(id, name);
    }
  }
  return names;
}
