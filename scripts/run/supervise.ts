import { setTimeout as delay } from "node:timers/promises";
import type { Prepared } from "../prepare.ts";
import { ensureBuilt } from "./build.ts";
import { Child } from "./child.ts";
import { clearRunState, holdDataFolder, ownSecret, prepareDataFolder, writeRunState } from "./data-folder.ts";
import { checkServer, migrate } from "./database.ts";
import { keepDatabase } from "./keep-database.ts";
import { endLeftovers } from "./leftovers.ts";
import { LogFile } from "./log-file.ts";
import { requireFreePort } from "./ports.ts";
import { prepare } from "./prepare.ts";
import { programEnvironment, programsOf } from "./programs.ts";
import type { Settings } from "./settings.ts";

/**
 * One run of the whole house: database, then the first data, then console, machines' door and worker, until `stop` is
 * aborted; then everything ends in the opposite order. Returns after a clean end.
 * @throws Refusal when the surroundings do not allow a start; Error when a program keeps ending
 */
export async function supervise(root: string, settings: Settings, stop: AbortSignal): Promise<void> {
  const { dataDir } = settings;
  prepareDataFolder(dataDir);
  await holdDataFolder(dataDir);
  await endLeftovers(dataDir);
  await requireFreePort("PORT", settings.port, settings.host);
  await requireFreePort("API_PORT", settings.apiPort, settings.host);

  // What is deferred runs in the opposite order when this function is left, by whatever way.
  await using running = new AsyncDisposableStack();
  const database = await openDatabase(settings, running);
  const applied = await migrate(database.url);
  if (applied.length > 0) console.log(`Applied ${applied.length} migrations`);
  stop.throwIfAborted();
  if (await ensureBuilt(root, stop)) console.log("Built the console");
  const environment = programEnvironment(root, settings, database.url, settings.secret ?? ownSecret(dataDir, "secret"));
  const prepared = await prepare(root, environment, new LogFile(dataDir, "prepare"));
  stop.throwIfAborted();

  const children: Child[] = [];
  const remember = () =>
    writeRunState(dataDir, {
      pid: process.pid,
      children: children.flatMap((child) => child.pid ?? []),
      databaseUrl: settings.databaseUrl ? null : database.url,
    });
  running.defer(() => clearRunState(dataDir));
  running.defer(() => Promise.all(children.map((child) => child.stop())).then(() => {}));
  for (const program of programsOf(root, settings, environment)) children.push(new Child(program, say, remember));
  remember();

  const trouble = Promise.race([database.failed, ...children.map((child) => child.failed)]);
  const stopped = untilAborted(stop);
  await Promise.race([Promise.all(children.map((child) => child.ready)), trouble, stopped]);
  if (!stop.aborted) announce(settings, prepared);
  await Promise.race([trouble, stopped]);
}

/** Lines about the run itself, on the terminal of whoever started it. */
function say(line: string): void {
  console.error(line);
}

async function openDatabase(settings: Settings, running: AsyncDisposableStack) {
  if (settings.databaseUrl) {
    await checkServer(settings.databaseUrl);
    return { url: settings.databaseUrl, failed: new Promise<never>(() => {}) };
  }
  const database = await keepDatabase(settings.dataDir, new LogFile(settings.dataDir, "database"), say);
  running.defer(database.stop);
  return database;
}

async function untilAborted(signal: AbortSignal): Promise<void> {
  // A timer far away rather than a bare promise: it keeps the process alive while all it does is wait.
  while (!signal.aborted) await delay(2 ** 30, undefined, { signal }).catch(() => {});
}

function announce(settings: Settings, { signIns, setupLink }: Prepared): void {
  console.log(`Console:        ${settings.consoleUrl}`);
  console.log(`Machines' door: ${settings.apiUrl}`);
  if (signIns.length > 0) console.log("Demo organisation; the sign-in page offers to continue as:");
  for (const { name, role } of signIns) console.log(`  ${name} (${role})`);
  if (setupLink) console.log(`Set up the first administrator, once, at: ${setupLink}`);
  console.log(`Countersign is ready: ${settings.consoleUrl}`);
}
