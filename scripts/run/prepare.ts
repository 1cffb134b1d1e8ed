import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import type { Answer, Prepared } from "../prepare.ts";
import { Refusal } from "../setup/refusal.mjs";
import type { LogFile } from "./log-file.ts";

/** Runs dist/prepare.js (the demo's seed, or the first set-up link) and returns what there is to tell the operator. */
export async function prepare(root: string, environment: NodeJS.ProcessEnv, log: LogFile): Promise<Prepared> {
  const child = spawn(process.execPath, ["--enable-source-maps", path.join(root, "dist/prepare.js")], {
    env: environment,
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (text: string) => log.write(text));
  }
  let answer: Answer | undefined;
  child.on("message", (message: Answer) => {
    answer = message;
  });
  const [code] = await once(child, "close");
  if (answer && "refusal" in answer) throw new Refusal(answer.refusal);
  if (answer && code === 0) return answer.prepared;
  throw new Refusal(`The first data cannot be written:\n${log.lastLines()}`);
}
