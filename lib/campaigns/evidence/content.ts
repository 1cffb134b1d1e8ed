import type { ProofBundle } from "@/lib/transparency";
import { integrityOf } from "../rules";
import type { Queryable } from "../store";
import type { PackFile } from "./format";
import { readLines, readMeasured } from "./queries";
import { notePackProgress, type PackRecord } from "./store";

/** Where the files of one pack come from. */
export interface Content {
  q: Queryable;
  pack: PackRecord;
  report: Buffer;
  proofs: readonly ProofBundle[];
  items: number;
}

/** One file as it comes; `rows` counts its lines once it is read, null for the report. */
export function contentOf(
  content: Content,
  file: PackFile,
): { chunks: AsyncIterable<Buffer>; rows: () => number | null } {
  if (file === "report.pdf") return { chunks: once(content.report), rows: () => null };
  let rows = 0;
  async function* chunks(): AsyncGenerator<Buffer> {
    for await (const lines of linesOf(content, file as Exclude<PackFile, "report.pdf">)) {
      rows += lines.length;
      if (file === "items.jsonl") await notePackProgress(content.pack.campaignId, rows, content.items);
      yield Buffer.from(`${lines.join("\n")}\n`, "utf8");
    }
  }
  return { chunks: chunks(), rows: () => rows };
}

async function* once(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}

async function* linesOf(content: Content, file: Exclude<PackFile, "report.pdf">): AsyncGenerator<string[]> {
  const { q, pack, proofs } = content;
  if (file === "proofs.jsonl") {
    if (proofs.length) yield proofs.map((proof) => JSON.stringify(proof));
  } else if (file === "measures.jsonl") {
    for await (const { personId, votes, canariesMissed } of readMeasured(q, pack.campaignId))
      yield [JSON.stringify({ personId, ...integrityOf(votes, canariesMissed) })];
  } else yield* readLines(q, pack.campaignId, file);
}
