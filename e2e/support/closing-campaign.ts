import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { seeded } from "./seeding";

const run = promisify(execFile);

/** A campaign whose reviews are over: two grants are to be revoked, which takes a second person. @returns its id */
export function closingCampaign(): Promise<string> {
  return seeded("e2e/support/seed-close.ts");
}

/** What `countersign verify` says of this file, and whether it accepts it. */
export async function verified(file: string): Promise<{ accepted: boolean; said: string }> {
  const call = run(process.execPath, ["scripts/countersign.mjs", "verify", file]);
  return call.then(
    ({ stdout }) => ({ accepted: true, said: stdout }),
    ({ stdout, stderr }: { stdout: string; stderr: string }) => ({ accepted: false, said: `${stdout}${stderr}` }),
  );
}
