import { execFileSync } from "node:child_process";
import { rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { TestProject } from "vitest/node";
import { ensureDatabase, freePort, startPostgres } from "../../scripts/postgres.mjs";

declare module "vitest" {
  export interface ProvidedContext {
    adminUrl: string;
  }
}

/** A migrated database that test files copy, on a real server that lives as long as the run. */
export default async function setup(project: TestProject) {
  const dataDir = await mkdtemp(path.join(tmpdir(), "countersign-test-"));
  const server = await startPostgres({ dataDir, port: await freePort(), password: "test", throwaway: true });
  await ensureDatabase(server.url("postgres"), "template_countersign");
  // In a process of its own: the schema engine keeps a connection, and a database in use cannot be a template.
  execFileSync(process.execPath, ["scripts/migrate.mjs", "deploy"], {
    env: { ...process.env, DATABASE_URL: server.url("template_countersign") },
  });
  project.provide("adminUrl", server.url("postgres"));
  return async () => {
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
}
