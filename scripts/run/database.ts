import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import pg from "pg";
import { deploy, isMigrated } from "../migrate.mjs";
import { type EmbeddedServer, ensureDatabase, freePort, startPostgres, stopOrphanedPostgres } from "../postgres.mjs";
import { accountFor, canEnter } from "../postgres-account.mjs";
import { Refusal } from "../setup/refusal.mjs";
import { ownSecret } from "./data-folder.ts";

const DATABASE = "countersign";
const OLDEST_SUPPORTED = 15;
const CONNECT_TIMEOUT_MS = 10_000;

/** Starts the embedded server of this installation, after ending the one that a killed run may have left. */
export async function startEmbedded(
  dataDir: string,
  onLog: (line: string) => void,
  port?: number,
): Promise<EmbeddedServer & { databaseUrl: string; port: number }> {
  const folder = placeOfDatabase(dataDir);
  await stopOrphanedPostgres(folder);
  const password = ownSecret(dataDir, "database-password");
  const chosen = port ?? (await freePort());
  const server = await startPostgres({ dataDir: folder, port: chosen, password, onLog });
  await ensureDatabase(server.url("postgres"), DATABASE);
  return { ...server, port: chosen, databaseUrl: server.url(DATABASE) };
}

/**
 * Where the server's files lie: in the data folder. As root the server runs under another account; when that account cannot
 * pass a folder above (root's own, for instance), the files lie under /var/lib and a note in the data folder says where.
 */
function placeOfDatabase(dataDir: string): string {
  const usual = path.join(dataDir, "postgres");
  const note = path.join(dataDir, "postgres-folder");
  const outside = `/var/lib/countersign/database-${createHash("sha256").update(fs.realpathSync(dataDir)).digest("hex").slice(0, 16)}`;
  if (fs.existsSync(note)) return requireNoted(fs.readFileSync(note, "utf8").trim(), outside, note);
  if (fs.existsSync(usual) || canEnter(accountFor(usual), dataDir)) return usual;
  if (fs.existsSync(outside) && fs.readdirSync(outside).length > 0) {
    throw new Refusal(
      `${outside} holds the database of a data folder that was at this place before: move it away, or restore that folder.`,
    );
  }
  console.log(`The account that runs PostgreSQL cannot enter ${dataDir}: the database lies in ${outside}.`);
  fs.mkdirSync(path.dirname(outside), { recursive: true, mode: 0o755 });
  fs.mkdirSync(outside, { recursive: true, mode: 0o700 });
  fs.writeFileSync(`${note}.new`, `${outside}\n`);
  fs.renameSync(`${note}.new`, note);
  return outside;
}

/** A copied data folder carries the note of its original, and two runs on one database would be the end of it. */
function requireNoted(noted: string, expected: string, note: string): string {
  if (noted !== expected) {
    throw new Refusal(
      `This data folder was copied or moved and its database was not: copy ${noted} to ${expected} (cp -a) and write that path into ${note}.`,
    );
  }
  if (fs.existsSync(noted)) return noted;
  throw new Refusal(`The database of this installation was kept in ${noted}, which is gone: restore that folder.`);
}

/** Checks that the server of `url` can be used, in the words of whoever has to mend it. */
export async function checkServer(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECT_TIMEOUT_MS });
  // Told by the query that fails; without a listener a dropped connection would end the process instead.
  client.on("error", () => {});
  try {
    await client.connect();
    const version = await client.query<{ number: string }>("select current_setting('server_version_num') as number");
    const major = Math.floor(Number(version.rows[0]?.number) / 10_000);
    if (major < OLDEST_SUPPORTED) {
      throw new Refusal(
        `The database server of DATABASE_URL is PostgreSQL ${major}: Countersign needs ${OLDEST_SUPPORTED} or newer.`,
      );
    }
    const rights = await client.query<{ sufficient: boolean }>(
      "select has_database_privilege(current_database(), 'CREATE') and has_schema_privilege('public', 'CREATE') as sufficient",
    );
    if (!rights.rows[0]?.sufficient && !(await isMigrated(url))) {
      const { user, database } = client;
      throw new Refusal(
        `The user ${user} may not create tables in the database ${database}: make it the owner (ALTER DATABASE "${database}" OWNER TO "${user}").`,
      );
    }
  } catch (error) {
    throw error instanceof Refusal ? error : unreachable(url, error);
  } finally {
    await client.end().catch(() => {});
  }
}

/** PostgreSQL's answers to a connection it will not serve, by SQLSTATE. */
const REJECTED: Record<string, (place: string) => string> = {
  "28P01": (place) => `${place} refused the user or the password: correct them in DATABASE_URL.`,
  "28000": (place) => `${place} does not let this user in from here: allow it in pg_hba.conf, or correct DATABASE_URL.`,
  "3D000": (place) => `${place} has no such database: create it, or correct the name in DATABASE_URL.`,
  "53300": (place) => `${place} has no connection left for us: raise its max_connections.`,
};

function unreachable(url: string, error: unknown): Refusal {
  const { hostname, port } = new URL(url);
  const place = `The database server ${hostname}:${port || "5432"}`;
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const sentence = REJECTED[code]?.(place);
  const cause = code || (error instanceof Error ? error.message : String(error));
  return new Refusal(sentence ?? `${place} cannot be reached (${cause}): start it, or correct DATABASE_URL.`, {
    cause: error,
  });
}

// Any number that nothing else in this database takes a lock on.
const MIGRATION_LOCK = 7_261_100_215;

/** Applies the missing migrations; of several instances starting together one does it and the others wait. */
export async function migrate(url: string): Promise<string[]> {
  if (await isMigrated(url)) return [];
  const client = new pg.Client(url);
  client.on("error", () => {});
  await client.connect();
  try {
    await client.query("select pg_advisory_lock($1)", [MIGRATION_LOCK]);
    return await deploy(url);
  } finally {
    await client.end();
  }
}
