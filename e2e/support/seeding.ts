import { execFile } from "node:child_process";
import { promisify } from "node:util";

/** Runs a seed on the database of the console under test, and fails where none is named. @returns the last line it said */
export async function seeded(script: string, ...given: string[]): Promise<string> {
  if (!process.env.E2E_DATABASE_URL) {
    throw new Error("E2E_DATABASE_URL has to name the database of the console under test");
  }
  const env = {
    ...process.env,
    DATABASE_URL: process.env.E2E_DATABASE_URL,
    // These verbs keep no secret: any one will do.
    COUNTERSIGN_SECRET: "seeding-a-campaign-needs-no-secret",
  };
  const { stdout } = await promisify(execFile)(process.execPath, ["--import", "tsx", script, ...given], { env });
  return stdout.trim().split("\n").at(-1) ?? "";
}
