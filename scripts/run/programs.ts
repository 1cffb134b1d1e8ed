import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { compileCacheOf } from "./build.ts";
import type { Program } from "./child.ts";
import { LogFile } from "./log-file.ts";
import type { Settings } from "./settings.ts";

/** What every program of this run is told; see lib/env.ts. */
export function programEnvironment(
  root: string,
  settings: Settings,
  databaseUrl: string,
  secret: string,
): NodeJS.ProcessEnv {
  return {
    ...process.env,
    NODE_ENV: "production",
    NEXT_TELEMETRY_DISABLED: "1",
    NODE_COMPILE_CACHE: compileCacheOf(root),
    DATABASE_URL: databaseUrl,
    COUNTERSIGN_SECRET: secret,
    COUNTERSIGN_DATA_DIR: settings.dataDir,
    COUNTERSIGN_DEMO: settings.demo ? "1" : "0",
    COUNTERSIGN_HOST: settings.host,
    COUNTERSIGN_URL: settings.consoleUrl,
    COUNTERSIGN_API_URL: settings.apiUrl,
    PORT: String(settings.port),
    API_PORT: String(settings.apiPort),
  };
}

/**
 * Batches of events live for as long as it takes to record them: with the small room that V8 gives to what is young they would be
 * copied again and again meanwhile. The room is taken only under load.
 */
const DOOR_FLAGS = ["--max-semi-space-size=64"];

/** Console, machines' door and worker, as `ensureBuilt` leaves them. */
export function programsOf(root: string, settings: Settings, environment: NodeJS.ProcessEnv): Program[] {
  const endWithParent = pathToFileURL(path.join(root, "scripts/run/end-with-parent.mjs")).href;
  const ownProgram = (name: string, file: string, flags: readonly string[] = []): Program => ({
    name,
    args: [...flags, "--enable-source-maps", path.join(root, file)],
    environment,
    log: new LogFile(settings.dataDir, name),
  });
  return [
    {
      name: "console",
      args: ["--import", endWithParent, path.join(root, ".next/standalone/server.js")],
      // The standalone server takes its address from HOSTNAME.
      environment: { ...environment, HOSTNAME: settings.host },
      log: new LogFile(settings.dataDir, "console"),
      answers: (signal) => untilAnswering(settings, signal),
    },
    ownProgram("api", "dist/api.js", DOOR_FLAGS),
    ownProgram("worker", "dist/worker.js"),
  ];
}

/** Resolves when the console can say how it is, well or not (503); any other answer is that of a console that cannot work. */
async function untilAnswering({ host, port }: Settings, signal: AbortSignal): Promise<void> {
  const address = host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host;
  const url = `http://${address.includes(":") ? `[${address}]` : address}:${port}/api/health`;
  for (;;) {
    const answer = await fetch(url, { signal }).catch(() => null);
    if (answer?.status === 200 || answer?.status === 503) return;
    await delay(50, undefined, { signal });
  }
}
