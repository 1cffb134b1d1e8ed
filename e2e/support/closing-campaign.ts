import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

/** The database of the console under test; without it there is nothing to seed. */
export const closable = Boolean(process.env.E2E_DATABASE_URL);

/** A campaign whose reviews are over: two grants are to be revoked, which takes a second person. @returns its id */
export async function closingCampaign(): Promise<string> {
  const env = {
    ...process.env,
    DATABASE_URL: process.env.E2E_DATABASE_URL,
    // These verbs keep no secret: any one will do.
    COUNTERSIGN_SECRET: "seeding-a-campaign-needs-no-secret",
  };
  const { stdout } = await run(process.execPath, ["--import", "tsx", "e2e/support/seed-close.ts"], { env });
  return stdout.trim().split("\n").at(-1) ?? "";
}

/** What `countersign verify` says of this file, and whether it accepts it. */
export async function verified(file: string): Promise<{ accepted: boolean; said: string }> {
  const call = run(process.execPath, ["scripts/countersign.mjs", "verify", file]);
  return call.then(
    ({ stdout }) => ({ accepted: true, said: stdout }),
    ({ stdout, stderr }: { stdout: string; stderr: string }) => ({ accepted: false, said: `${stdout}${stderr}` }),
  );
}
