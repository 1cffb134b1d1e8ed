/**
 * The adapter to PostgreSQL. Only vaults (`lib/<domain>/store.ts`, `queries.ts`) and doors' health checks may import it.
 * `db` is Prisma for administrative screens; `sql` is node-postgres for hot paths and lists (a third of the CPU).
 * Both are opened at first use, so that `next build` connects to nothing.
 */
import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { env } from "@/lib/env";
import { type Prisma, PrismaClient } from "./generated/client.ts";

export type { Prisma } from "./generated/client.ts";
export { dropListener, openListener } from "./listener";

/** A Prisma transaction: required wherever a change and its event must stand or fall together. */
export type Tx = Prisma.TransactionClient;
/** A node-postgres client inside a transaction, for the hot paths. */
export type SqlTx = pg.PoolClient;

const INT8 = 20;
// bigint columns come back as bigint, never as a rounded number; for this pool alone, for Prisma reads them its own way.
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) => (oid === INT8 ? BigInt : pg.types.getTypeParser(oid, format)),
};

const opened = globalThis as unknown as { countersignPrisma?: PrismaClient; countersignPool?: pg.Pool };

export function db(): PrismaClient {
  opened.countersignPrisma ??= new PrismaClient({
    // A server that takes the connection and says nothing is an outage, and is told as one.
    adapter: new PrismaPg({ connectionString: env().DATABASE_URL, max: 10, connectionTimeoutMillis: 10_000 }),
  });
  return opened.countersignPrisma;
}

export function sql(): pg.Pool {
  if (!opened.countersignPool) {
    opened.countersignPool = new pg.Pool({
      connectionString: env().DATABASE_URL,
      max: 16,
      connectionTimeoutMillis: 10_000,
      // A new connection first learns every month of the log, which costs more than most pages: it is kept for the next ones.
      idleTimeoutMillis: 300_000,
      allowExitOnIdle: true,
      types,
    });
    // An idle connection that the server drops must not end the process; the next query opens another.
    opened.countersignPool.on("error", () => {});
    // Nor one that is lost while somebody holds it: the next statement on it fails, and that is what the holder sees.
    opened.countersignPool.on("connect", (client) => client.on("error", () => {}));
  }
  return opened.countersignPool;
}

/** Runs `work` in one Prisma transaction; any throw rolls all of it back. */
export function inTransaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  return db().$transaction(work, { timeout: 30_000, maxWait: 10_000 });
}

/** Runs `work` in one node-postgres transaction; any throw rolls all of it back. */
export async function inSqlTransaction<T>(work: (tx: SqlTx) => Promise<T>): Promise<T> {
  const client = await sql().connect();
  let failure: Error | undefined;
  try {
    await client.query("begin");
    const result = await work(client);
    await client.query("commit");
    return result;
  } catch (error) {
    failure = error instanceof Error ? error : new Error(String(error));
    await client.query("rollback").catch(() => {});
    throw error;
  } finally {
    // A client whose transaction failed is closed rather than reused: its state is not certain.
    client.release(failure);
  }
}

/** Closes both pools: for scripts and tests that must end. */
export async function closeDatabase(): Promise<void> {
  await Promise.all([opened.countersignPrisma?.$disconnect(), opened.countersignPool?.end()]);
  opened.countersignPrisma = undefined;
  opened.countersignPool = undefined;
}
