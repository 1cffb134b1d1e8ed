import { sequenceOnce } from "@/lib/audit";
import { type Context, systemContext } from "@/lib/context";
import { askExport } from "../asking/ask-export";
import { openExport } from "../asking/open-export";
import { gatherExport } from "../gathering/gather-export";
import type { AskExportInput } from "../schema";

/** Asks for everything (or for `search`), lets a worker and the log make it; the export's id. */
export async function makeExport(ctx: Context, given: Partial<AskExportInput> = {}): Promise<string> {
  const asked: AskExportInput = {
    title: "Third quarter",
    query: { kind: "events", search: {} },
    formats: ["pdf", "csv", "jsonl", "ocsf"],
    ...given,
  };
  const { id } = await askExport(ctx, asked);
  do await sequenceOnce();
  while ((await gatherExport(systemContext("worker"), id)) !== "over");
  return id;
}

/** The whole file. */
export async function takeExport(ctx: Context, id: string): Promise<Buffer> {
  const { parts } = await openExport(ctx, id);
  const chunks: Buffer[] = [];
  for await (const part of parts) chunks.push(part);
  return Buffer.concat(chunks);
}
