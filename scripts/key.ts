// `key new --out FILE`: a key pair for an agent's instance. The private half goes into the file, the public half is printed.
import { generateKeyPairSync } from "node:crypto";
import fs from "node:fs";
import { parseArgs } from "node:util";
import { calculateJwkThumbprint } from "jose";
import { CountersignError } from "@/lib/errors";
import { UsageError } from "./cli-errors";

const KEY_USAGE = "key new --out FILE";

/** @returns 0 */
export async function runKey(args: string[]): Promise<number> {
  const out = readArgs(args);
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  const jwk = publicKey.export({ format: "jwk" });
  const kid = await calculateJwkThumbprint(jwk as never);
  const text = `${JSON.stringify({ ...privateKey.export({ format: "jwk" }), kid, alg: "EdDSA", use: "sig" }, null, 2)}\n`;
  try {
    // Never over a file that is there: the key in it may be what an agent lives by.
    fs.writeFileSync(out, text, { mode: 0o600, flag: "wx", flush: true });
  } catch (error) {
    const taken = (error as NodeJS.ErrnoException).code === "EEXIST";
    throw new CountersignError(
      "invalid",
      taken ? `${out} is there already: name another file.` : `${out} cannot be written.`,
    );
  }
  console.log(JSON.stringify({ ...jwk, kid, alg: "EdDSA", use: "sig" }));
  console.error(`The private key is in ${out}: keep it where the agent runs. Paste the line above into the console.`);
  return 0;
}

function readArgs(args: string[]): string {
  try {
    const { values, positionals } = parseArgs({ args, options: { out: { type: "string" } }, allowPositionals: true });
    if (positionals.length === 1 && positionals[0] === "new" && values.out) return values.out;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
  throw new UsageError(`Say where the key goes: ${KEY_USAGE}`);
}
