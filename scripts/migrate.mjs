// Prisma Migrate without the downloaded engine: drives Prisma's own schema engine, compiled to WASM, through the pg adapter.
// Usage: node scripts/migrate.mjs deploy | new <name> | check      (DATABASE_URL names the database)
// Exit codes: 0 done or in sync, 1 failed, 2 schema and migrations differ (check).
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from "@prisma/driver-adapter-utils";
import * as bindings from "@prisma/schema-engine-wasm/schema_engine_bg";
import pg from "pg";

const require = createRequire(import.meta.url);
const root = path.resolve(import.meta.dirname, "..");
const migrationsDir = path.join(root, "prisma/migrations");
const schemaDir = path.join(root, "prisma/schema");
const filters = { externalTables: [], externalEnums: [] };

const readIfPresent = (file) => (fs.existsSync(file) ? fs.readFileSync(file, "utf8") : null);

function schemaFiles() {
  return fs
    .readdirSync(schemaDir)
    .filter((name) => name.endsWith(".prisma"))
    .sort()
    .map((name) => ({ path: `prisma/schema/${name}`, content: fs.readFileSync(path.join(schemaDir, name), "utf8") }));
}

export function migrationNames() {
  return fs
    .readdirSync(migrationsDir)
    .filter((name) => fs.existsSync(path.join(migrationsDir, name, "migration.sql")))
    .sort();
}

function migrationsList() {
  return {
    baseDir: migrationsDir,
    shadowDbInitScript: "",
    lockfile: {
      path: "migration_lock.toml",
      content: readIfPresent(path.join(migrationsDir, "migration_lock.toml")),
    },
    migrationDirectories: migrationNames().map((name) => ({
      path: name,
      migrationFile: {
        path: "migration.sql",
        content: { tag: "ok", value: fs.readFileSync(path.join(migrationsDir, name, "migration.sql"), "utf8") },
      },
    })),
  };
}

function connectionOf(url) {
  const parsed = new URL(url);
  return {
    host: parsed.hostname,
    port: Number(parsed.port || 5432),
    user: decodeURIComponent(parsed.username),
    password: decodeURIComponent(parsed.password),
    database: parsed.pathname.slice(1),
    ssl: ["require", "verify-full"].includes(parsed.searchParams.get("sslmode") ?? "") || undefined,
  };
}

// Catalogue types the adapter cannot read, mapped to text: "char", name, their arrays, regclass, pg_node_tree.
const READABLE_OID = { 18: 25, 19: 25, 1002: 1009, 1003: 1009, 2205: 25, 194: 25 };

/** Three faults of the stock adapter, mended: catalogue types, scripts split at every ";", a shadow database that is the real one. */
function mend(adapter) {
  const performIO = adapter.performIO.bind(adapter);
  const queryRaw = adapter.queryRaw.bind(adapter);
  const typesSeen = new WeakMap();
  adapter.performIO = async (query) => {
    const result = await performIO(query);
    const fields = result.fields ?? [];
    typesSeen.set(
      query,
      fields.map((field) => field.dataTypeID),
    );
    for (const field of fields) field.dataTypeID = READABLE_OID[field.dataTypeID] ?? field.dataTypeID;
    return result;
  };
  adapter.queryRaw = async (query) => {
    const result = await queryRaw(query);
    typesSeen.get(query)?.forEach((oid, column) => {
      if (oid === 18) result.columnTypes[column] = ColumnTypeEnum.Character;
    });
    return result;
  };
  // The simple protocol runs the whole script as one implicit transaction, so function bodies survive.
  adapter.executeScript = async (sql) => {
    try {
      await adapter.client.query(sql);
    } catch (error) {
      adapter.onError(error);
    }
  };
  const startTransaction = adapter.startTransaction?.bind(adapter);
  if (startTransaction) adapter.startTransaction = async (level) => mend(await startTransaction(level));
  return adapter;
}

class MendedFactory {
  provider = "postgres";
  adapterName = "@prisma/adapter-pg";
  constructor(connection) {
    this.connection = connection;
  }
  async connect() {
    return mend(await new PrismaPg(this.connection).connect());
  }
  async connectToShadowDb() {
    const database = `countersign_shadow_${crypto.randomUUID()}`;
    const admin = new pg.Pool({ ...this.connection, max: 1 });
    await admin.query(`CREATE DATABASE "${database}"`);
    const pool = new pg.Pool({ ...this.connection, database });
    const adapter = mend(await new PrismaPg(pool).connect());
    adapter.dispose = async () => {
      await pool.end();
      await admin.query(`DROP DATABASE IF EXISTS "${database}" WITH (FORCE)`);
      await admin.end();
    };
    return adapter;
  }
}

async function openEngine(url, datamodels) {
  const wasmFile = path.join(
    path.dirname(require.resolve("@prisma/schema-engine-wasm/schema_engine_bg")),
    "schema_engine_bg.wasm",
  );
  const { instance } = await WebAssembly.instantiate(fs.readFileSync(wasmFile), {
    "./schema_engine_bg.js": bindings,
  });
  bindings.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  globalThis.PRISMA_WASM_PANIC_REGISTRY = { set_message: (message) => console.error("schema engine:", message) };
  const factory = bindMigrationAwareSqlAdapterFactory(new MendedFactory(connectionOf(url)));
  return bindings.SchemaEngine.new({ datamodels }, () => {}, factory);
}

/** True when every migration in the folder is recorded as finished: the quick look that spares a start the engine. */
export async function isMigrated(url) {
  const client = new pg.Client(connectionOf(url));
  await client.connect();
  try {
    const table = await client.query("select to_regclass('_prisma_migrations') as name");
    if (!table.rows[0].name) return false;
    const done = await client.query("select migration_name from _prisma_migrations where finished_at is not null");
    const names = new Set(done.rows.map((row) => row.migration_name));
    return migrationNames().every((name) => names.has(name)) && (await hasQueues(client));
  } finally {
    await client.end();
  }
}

/** Applies what is missing and returns the names applied. */
export async function deploy(url) {
  if (await isMigrated(url)) return [];
  const files = schemaFiles();
  const engine = await openEngine(
    url,
    files.map((file) => [file.path, file.content]),
  );
  const result = await engine.applyMigrations({ migrationsList: migrationsList(), filters });
  await installQueues(url);
  return result.appliedMigrationNames;
}

const queues = () => JSON.parse(fs.readFileSync(path.join(root, "lib/jobs/queues.json"), "utf8"));

/** True when the queue of jobs stands, which brings its own schema. */
async function hasQueues(client) {
  const schema = await client.query("select to_regclass('pgboss.queue') as name");
  if (!schema.rows[0].name) return false;
  const made = await client.query("select name from pgboss.queue where name = any($1)", [Object.keys(queues())]);
  return made.rows.length === Object.keys(queues()).length;
}

/** Makes the queue of jobs: here and not in a worker, so that a console can ask for work before any worker ever ran. */
async function installQueues(url) {
  const client = new pg.Client(connectionOf(url));
  await client.connect();
  try {
    if (await hasQueues(client)) return;
    const { rows } = await client.query("select to_regclass('pgboss.queue') as name");
    if (!rows[0].name) await client.query((await import("pg-boss")).getConstructionPlans("pgboss"));
    for (const [name, options] of Object.entries(queues())) {
      await client.query("select pgboss.create_queue($1, $2)", [name, options]);
    }
  } finally {
    await client.end();
  }
}

/** Writes what the schema says beyond the migrations as a new migration and returns its name, or null when they agree. */
async function createMigration(url, name) {
  const sql = await drift(url);
  if (!sql) return null;
  const stamp = new Date().toISOString().replace(/\D/g, "").slice(0, 14);
  const directory = path.join(migrationsDir, `${stamp}_${name}`);
  fs.mkdirSync(directory, { recursive: true });
  fs.writeFileSync(path.join(directory, "migration.sql"), sql);
  return path.basename(directory);
}

/** What the schema says beyond the migrations, as SQL; empty when they agree. */
async function drift(url) {
  const files = schemaFiles();
  const engine = await openEngine(
    url,
    files.map((file) => [file.path, file.content]),
  );
  const result = await engine.diff({
    from: { tag: "migrations", ...migrationsList() },
    to: { tag: "schemaDatamodel", files },
    script: true,
    exitCode: true,
    shadowDatabaseUrl: null,
    filters,
  });
  return result.exitCode === 0 ? "" : result.stdout;
}

async function main([command, name]) {
  const url = process.env.DATABASE_URL;
  if (!url) throw new Error("Set DATABASE_URL to the database to migrate.");
  if (command === "deploy") {
    const applied = await deploy(url);
    console.log(applied.length ? `Applied ${applied.join(", ")}` : "Nothing to apply");
  } else if (command === "new" && name) {
    console.log((await createMigration(url, name)) ?? "No change");
  } else if (command === "check") {
    const sql = await drift(url);
    console.log(sql || "Schema and migrations agree");
    if (sql) process.exitCode = 2;
  } else throw new Error("Usage: migrate.mjs deploy | new <name> | check");
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  try {
    await main(process.argv.slice(2));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
  process.exit();
}
