import { sequenceOnce } from "@/lib/audit";
import { type Context, type Role, systemContext } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { newId } from "@/lib/ids";
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

/** A person who holds this role now: what an export reads is decided when it is gathered. */
export async function enrol(id: string, role: Role): Promise<void> {
  await inSqlTransaction(async (tx) => {
    await tx.query(
      "insert into people (id, name, email, status) values ($1, $1, $1 || '@example.org', 'active') on conflict (id) do nothing",
      [id],
    );
    await tx.query('insert into role_grants (id, person_id, role) values ($1, $2, $3::"Role")', [
      newId("grt"),
      id,
      role,
    ]);
  });
}
