import path from "node:path";
import { Refusal } from "../setup/refusal.mjs";
import { holdDataFolder, ownSecret, prepareDataFolder, readRunState } from "./data-folder.ts";
import { checkServer, migrate, startEmbedded } from "./database.ts";
import { endLeftovers } from "./leftovers.ts";
import { readSettings } from "./settings.ts";

const root = path.resolve(import.meta.dirname, "../..");

/**
 * Runs `work` of a command against this installation's database: the one of DATABASE_URL, else the embedded one of the run
 * under way, else the embedded one started for the duration. Sets the environment that lib/env.ts reads.
 */
export async function withDatabase<T>(work: () => Promise<T>): Promise<T> {
  // A command serves nothing, so what only the doors need is not asked of its environment.
  const settings = readSettings({ ...process.env, COUNTERSIGN_HOST: "", COUNTERSIGN_URL: "" }, root);
  const { dataDir, databaseUrl } = settings;
  prepareDataFolder(dataDir);
  const pointAt = (url: string) => {
    process.env.DATABASE_URL = url;
    process.env.COUNTERSIGN_DATA_DIR = dataDir;
    process.env.COUNTERSIGN_SECRET = settings.secret ?? ownSecret(dataDir, "secret");
  };
  if (databaseUrl) {
    await checkServer(databaseUrl);
    await migrate(databaseUrl);
    pointAt(databaseUrl);
    return work();
  }
  const running = await holdDataFolder(dataDir).then(
    () => null,
    (error: unknown) => runningDatabase(dataDir, error),
  );
  if (running) {
    pointAt(running);
    return work();
  }
  await endLeftovers(dataDir);
  const server = await startEmbedded(dataDir, () => {});
  try {
    await migrate(server.databaseUrl);
    pointAt(server.databaseUrl);
    return await work();
  } finally {
    await server.stop();
  }
}

/** The database of the run that holds the folder; while that one is still starting there is none to use. */
function runningDatabase(dataDir: string, error: unknown): string {
  const url = error instanceof Refusal ? readRunState(dataDir)?.databaseUrl : null;
  if (url) return url;
  throw error;
}
