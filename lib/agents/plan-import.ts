import { createHash } from "node:crypto";
import { requirePermission } from "@/lib/access";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { parseInput } from "@/lib/parse";
import { refusingOnRecord } from "./guard";
import { readFile } from "./import/file";
import { makePlan, type ReadImport, readRecords } from "./import/plan";
import { requireNamed } from "./people-named";
import { type ImportInput, type ImportPlan, importSchema } from "./schema";

/**
 * What importing the file would do, row by row (V3): new, changed, duplicate or rejected and why. Writes nothing.
 * @throws CountersignError `invalid` or `too_large` when the file as a whole cannot be read
 */
export async function planImport(ctx: Context, input: ImportInput): Promise<ImportPlan> {
  const { read } = await readImport(ctx, input);
  return inSqlTransaction(async (tx) => {
    await requireNamed(tx, { teamId: read.teamId, ownerId: read.ownerId });
    return (await makePlan(tx, ctx, read)).plan;
  });
}

/** The file, read and recognised, for whoever may import into the team given. No database is asked. */
export async function readImport(ctx: Context, input: ImportInput): Promise<{ read: ReadImport; planDigest?: string }> {
  const { bytes, trustedKeys, planDigest, own, ...given } = parseInput(importSchema, input);
  await refusingOnRecord(ctx, { verb: "agents.import" }, async () =>
    requirePermission(ctx, "agents.import", { teamId: given.teamId }),
  );
  const records = await readRecords(readFile(given.fileName, bytes), trustedKeys);
  const fileDigest = createHash("sha256").update(bytes).digest("hex");
  const ownerId = own && ctx.actor.kind === "user" ? ctx.actor.id : null;
  return { read: { ...given, ownerId, fileDigest, records }, ...(planDigest ? { planDigest } : {}) };
}
