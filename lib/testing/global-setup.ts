import { execFileSync } from "node:child_process";
import { rmSync } from "node:fs";
import { mkdtemp, readdir, statfs } from "node:fs/promises";
import { freemem, tmpdir } from "node:os";
import path from "node:path";
import type { TestProject } from "vitest/node";
import { ensureDatabase, freePort, startPostgres, stopOrphanedPostgres } from "../../scripts/postgres.mjs";

declare module "vitest" {
  export interface ProvidedContext {
    adminUrl: string;
  }
}

const MEMORY = "/dev/shm";
const ROOM = 3 * 1024 ** 3;

/** A migrated database that test files copy, on a real server that lives as long as the run. */
export default async function setup(project: TestProject) {
  await endLeftServers();
  const dataDir = await mkdtemp(path.join(await roomyFolder(), `countersign-test-${process.pid}-`));
  const server = await startPostgres({ dataDir, port: await freePort(), password: "test", throwaway: true });
  await ensureDatabase(server.url("postgres"), "template_countersign");
  // In a process of its own: the schema engine keeps a connection, and a database in use cannot be a template.
  execFileSync(process.execPath, ["scripts/migrate.mjs", "deploy"], {
    env: { ...process.env, DATABASE_URL: server.url("template_countersign") },
  });
  project.provide("adminUrl", server.url("postgres"));
  return async () => {
    await server.stop();
    // A server that had to be ended hard may write a moment longer, and what is left then the next run removes: it is no failure.
    try {
      rmSync(dataDir, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
    } catch (error) {
      console.warn(`${dataDir} is left behind: ${(error as Error).message}`);
    }
  };
}

/**
 * In memory where there is plenty of it: each file's database is a copy of two thousand files, made and removed again, and a
 * disk takes ten times as long for that. Containers often have 64 MB there: then the disk it is.
 */
async function roomyFolder(): Promise<string> {
  const inMemory = await statfs(MEMORY).catch(() => null);
  const isRoomy = inMemory !== null && inMemory.bavail * inMemory.bsize > ROOM && freemem() > 2 * ROOM;
  return isRoomy ? MEMORY : tmpdir();
}

/** A run that was broken off leaves its server, and perhaps its data in memory: the next run ends what nobody needs any more. */
async function endLeftServers(): Promise<void> {
  for (const folder of [MEMORY, tmpdir()]) {
    for (const name of await readdir(folder).catch(() => [])) {
      const runner = /^countersign-test-(\d+)-/.exec(name)?.[1];
      if (runner === undefined || isAlive(Number(runner))) continue;
      const dataDir = path.join(folder, name);
      if (await stopOrphanedPostgres(dataDir)) rmSync(dataDir, { recursive: true, force: true });
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ESRCH";
  }
}
