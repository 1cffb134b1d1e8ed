import { randomUUID } from "node:crypto";
import pg from "pg";
import { beforeAll, inject } from "vitest";
import { closeDatabase, sql } from "@/lib/db";

/** Set by lib/testing/fresh-file.ts. */
const held = globalThis as unknown as { endTimers?: () => void };

/**
 * Gives the calling test file a database of its own, with every migration applied: call it at the top of the file.
 * `lib/db` and `env()` then point at it, for verbs are tested on the real thing.
 */
export function testDatabase(): void {
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  beforeAll(async () => {
    const adminUrl = inject("adminUrl");
    await withAdmin(adminUrl, (admin) =>
      admin.query(`create database ${name} template template_countersign strategy file_copy`),
    );
    const url = new URL(adminUrl);
    url.pathname = `/${name}`;
    process.env.DATABASE_URL = url.href;
    process.env.COUNTERSIGN_SECRET ??= "a-secret-for-tests-of-32-characters-or-more";
    // Returned, not registered with `afterAll`: it runs when all that the file opened on this database is closed.
    return async () => {
      held.endTimers?.();
      await closeDatabase();
      await withAdmin(adminUrl, (admin) => admin.query(`drop database if exists ${name} with (force)`));
      // A request that nobody waited for may have opened it once more; nothing is left there for it to find.
      await closeDatabase();
    };
  });
}

/**
 * Lends `work` a connection of the pool. One that is never given back keeps the database from being closed, and a transaction that
 * stays open keeps what the next try of a test needs: where `work` fails the connection is ended.
 */
export async function onConnection<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await sql().connect();
  let failed = true;
  try {
    const result = await work(client);
    failed = false;
    return result;
  } finally {
    client.release(failed);
  }
}

async function withAdmin(url: string, work: (admin: pg.Client) => Promise<unknown>) {
  const admin = new pg.Client(url);
  await admin.connect();
  try {
    await work(admin);
  } finally {
    await admin.end();
  }
}
