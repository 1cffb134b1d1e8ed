import { spawn } from "node:child_process";
import { once } from "node:events";

const LAST_WORDS = 1_500;

/** How a program ended: well or not, and the last that it complained of (stderr, at most 1,500 characters). */
export interface Ended {
  well: boolean;
  lastWords: string;
}

/** Runs a program with its output on this terminal and nothing to read. */
async function ends(command: string, args: string[], variables: Record<string, string>): Promise<Ended> {
  const child = spawn(command, args, {
    stdio: ["ignore", "inherit", "pipe"],
    env: { ...process.env, ...variables },
  });
  let lastWords = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    process.stderr.write(text);
    lastWords = (lastWords + text).slice(-LAST_WORDS);
  });
  child.once("error", (error) => console.error(error.message));
  const [code] = await Promise.race([once(child, "close"), once(child, "error").then(() => [1])]);
  return { well: code === 0, lastWords };
}

/** Runs a program with its output on this terminal and nothing to read; true when it ended well. */
export async function runs(command: string, args: string[], variables: Record<string, string> = {}): Promise<boolean> {
  return (await ends(command, args, variables)).well;
}

/** The same for a program of node_modules, by the file that Node runs. */
export function nodeRuns(file: string, args: string[], variables: Record<string, string> = {}): Promise<boolean> {
  return runs(process.execPath, [`node_modules/${file}`, ...args], variables);
}

/** As `nodeRuns`, for who must say why it ended badly. */
export function nodeEnds(file: string, args: string[], variables: Record<string, string> = {}): Promise<Ended> {
  return ends(process.execPath, [`node_modules/${file}`, ...args], variables);
}
