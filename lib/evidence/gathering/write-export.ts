import { type LeafRow, type LogHead, namesOf, readHeads, streamLeaves, wordsBehind } from "@/lib/audit";
import { type Context, contextFor } from "@/lib/context";
import { CountersignError } from "@/lib/errors";
import type { DeflatedFile, ManifestFile } from "@/lib/packs";
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
    const writing = new Writing(q, { asked, heads, container });
    for await (const batch of batches) await writing.take(batch);
    return await writing.finish({ asOf, askedBy: asker.name });
  } finally {
    container.close();
  }
}

type Line = (row: EventRow) => string;

/** One pass over the events: every format, the proof of every tree, and the counts grow beside each other. */
class Writing {
  readonly #tallies = new Tallies();
  readonly #lines: { file: DeflatedFile; line: Line }[] = [];
  readonly #proofs = new Map<number, TreeProof>();
  #pending: Promise<unknown> = Promise.resolve();

  constructor(
    readonly q: Queryable,
    readonly given: { asked: ExportRecord; heads: readonly LogHead[]; container: Container },
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
      const [name, line] = formats[format] ?? [];
      if (name && line) this.#lines.push({ file: container.open(name), line });
    }
    for (const head of heads) {
      const file = container.open(proofFile(heads, head.epoch, "hashes.bin"));
      this.#proofs.set(head.epoch, new TreeProof(q, head, file));
    }
  }

  /** While what came before is deflated beside it. */
  async take(batch: readonly LeafRow[]): Promise<void> {
    const rows = batch.map(rowOf);
    for (const row of rows) this.#tallies.add(row);
    for (const { epoch, seq, leaf } of batch) await this.#proofs.get(epoch)?.add(seq, leaf);
    const texts = this.#lines.map(({ file, line }) => ({ file, bytes: Buffer.from(rows.map(line).join(""), "utf8") }));
    await this.#pending;
    if (!(await noteProgress(this.given.asked.id, this.#tallies.events))) throw new Cancelled();
    this.#pending = Promise.all([
      ...texts.map(({ file, bytes }) => file.write(file.name === CSV_FILE ? this.#withHead(bytes) : bytes)),
      ...[...this.#proofs.values()].map((proof) => proof.flush()),
    ]);
    // Met when the next batch comes, or the end; until then it must not count as unhandled.
    this.#pending.catch(() => {});
  }

  #headed = false;
  #withHead(bytes: Buffer): Buffer {
    const head = this.#headed ? "" : CSV_HEAD;
    this.#headed = true;
    return head ? Buffer.concat([Buffer.from(head), bytes]) : bytes;
  }

  async finish(said: { asOf: Date; askedBy: string }): Promise<Gathered> {
    await this.#pending;
    const { asked, heads, container } = this.given;
    const tallies = this.#tallies;
    const files = new Map<string, ManifestFile>();
    const keep = (file: ManifestFile) => files.set(file.name, file);
    for (const { file } of this.#lines) {
      if (file.name === CSV_FILE && !this.#headed) await file.write(this.#withHead(Buffer.alloc(0)));
      keep(await container.end(file.name, tallies.events));
    }
    const names = await namesIn(tallies);
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
async function namesIn(tallies: Tallies): Promise<Map<string, string>> {
  const mentioned = tallies.mentioned().sort((one, other) => (one.id < other.id ? -1 : 1));
  const names = new Map<string, string>();
  for (let from = 0; from < mentioned.length; from += AT_ONCE) {
    const found = await namesOf(mentioned.slice(from, from + AT_ONCE));
    for (const { id } of mentioned.slice(from, from + AT_ONCE)) {
      const name = found.get(id)?.name;
      if (name) names.set(id, name);
    }
  }
  return names;
}
