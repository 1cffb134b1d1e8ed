// Which Node runs what. Everything in this folder runs on the reader's own Node, before anything is installed.
import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { whenLauncherEnds } from "./launcher.mjs";
import { Refusal } from "./refusal.mjs";

export const ROOT = path.resolve(import.meta.dirname, "../..");

/** Node 24 as the lock file gives it, or null before installation and on platforms it is not packaged for. */
export function installedNode() {
  const file = path.join(ROOT, "node_modules/.bin/node");
  return fs.existsSync(file) ? file : null;
}

export function majorVersion(version = process.versions.node) {
  return Number(version.split(".")[0]);
}

/** The Node that runs the product: the installed one, else the reader's own when it is new enough. */
export function productNode() {
  const installed = installedNode();
  if (installed) return installed;
  if (majorVersion() >= 24) return process.execPath;
  throw new Refusal(
    `Countersign runs on Node 24, which is not packaged for ${process.platform}-${process.arch}: start it with Node 24 (this is ${process.versions.node}).`,
  );
}

/**
 * Runs `script` under Node 24 as this process would: same terminal, same signals, same exit code.
 * The channel between the two ends with this process, even by kill -9: the script can tell and stop.
 */
export function continueUnderNode24(script, args, { nodeArgs = [], environment = {} } = {}) {
  const node = productNode();
  const child = spawn(node, [...nodeArgs, path.join(ROOT, script), ...args], {
    cwd: ROOT,
    stdio: ["inherit", "inherit", "inherit", "ipc"],
    env: { ...process.env, ...environment, PATH: `${path.dirname(node)}${path.delimiter}${process.env.PATH ?? ""}` },
  });
  // A terminal sends its signals to both; a signal sent to this process alone is passed on.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  whenLauncherEnds(() => child.kill("SIGTERM"));
  child.on("error", (error) => {
    console.error(`${node} does not start: ${error.message}`);
    process.exit(1);
  });
  child.on("exit", (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
}
