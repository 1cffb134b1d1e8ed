import fs from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type pg from "pg";
import { afterAll, beforeAll } from "vitest";
import { recordEvents } from "@/lib/audit";
import { auditLog } from "@/lib/audit/self-audit";
import { systemContext } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { testDatabase } from "@/lib/testing/database";

/** A database and a data folder (signing key, roll-back guard) for the calling test file alone: call it at the top. */
export function testLog(): void {
  testDatabase();
  let folder = "";
  beforeAll(() => {
    folder = fs.mkdtempSync(path.join(tmpdir(), "countersign-log-"));
    process.env.COUNTERSIGN_DATA_DIR = folder;
    delete process.env.COUNTERSIGN_GUARD_FILE;
  });
  afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));
}

/** Records `count` events; returns their ids. */
export function recordSome(count: number, name = "Payments"): Promise<string[]> {
  const events = Array.from({ length: count }, (_, index) => ({
    type: "team.created" as const,
    targetId: `tem_${index}`,
    details: { name: `${name} ${index}` },
  }));
  return inSqlTransaction((tx) => recordEvents(tx, systemContext("test"), events));
}

/** The full self-audit over a connection of the caller's, with no result noted. */
export const auditing = (client: pg.PoolClient): Promise<string[]> => auditLog(client);

/** Does what only a superuser can: passes the walls. The change lasts when `work` resolves. */
export async function pastTheWalls(work: (client: pg.PoolClient) => Promise<unknown>): Promise<void> {
  await inSqlTransaction(async (client) => {
    await client.query("set local session_replication_role = replica");
    await work(client);
  });
}
