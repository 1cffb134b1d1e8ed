import fs from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { clearRunState, readRunState } from "./data-folder.ts";

const PATIENCE_MS = 8_000;

/**
 * Programs of a run that was killed end by themselves when they notice; this waits for them and ends the one that does not.
 * A process number may be anyone's by now: only a process started with this data folder in its environment is ours.
 */
export async function endLeftovers(dataDir: string): Promise<void> {
  const state = readRunState(dataDir);
  if (!state) return;
  const until = Date.now() + PATIENCE_MS;
  for (const pid of state.children) {
    while (belongsTo(dataDir, pid) && Date.now() < until) await delay(50);
    if (belongsTo(dataDir, pid)) process.kill(pid, "SIGKILL");
  }
  clearRunState(dataDir);
}

function belongsTo(dataDir: string, pid: number): boolean {
  try {
    const variables = fs.readFileSync(`/proc/${pid}/environ`, "utf8").split("\0");
    return variables.includes(`COUNTERSIGN_DATA_DIR=${dataDir}`);
  } catch {
    return false; // ended, or not ours to look at
  }
}
