import { spawn } from "node:child_process";
import { once } from "node:events";

/** Runs a program with its output on this terminal and nothing to read; true when it ended well. */
export async function runs(command: string, args: string[], variables: Record<string, string> = {}): Promise<boolean> {
  const child = spawn(command, args, {
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, ...variables },
  });
  child.once("error", (error) => console.error(error.message));
  const [code] = await Promise.race([once(child, "close"), once(child, "error").then(() => [1])]);
  return code === 0;
}

/** The same for a program of node_modules, by the file that Node runs. */
export function nodeRuns(file: string, args: string[], variables: Record<string, string> = {}): Promise<boolean> {
  return runs(process.execPath, [`node_modules/${file}`, ...args], variables);
}
