import { setTimeout as sleep } from "node:timers/promises";
import { systemContext } from "@/lib/context";
import type { RunningJob } from "@/lib/jobs";
import { gatherExport } from "./gather-export";

/** A signature comes within a second: whoever waits longer gives way, and the sweep asks again. */
const MOST_WAITS = 40;
const WAIT_MS = 250;

/** What the worker does with the job of an export: step after step, until it is over or has to stop. */
export async function workOnExport({ id, signal }: RunningJob): Promise<void> {
  for (let waits = 0; waits < MOST_WAITS && !signal.aborted; ) {
    const step = await gatherExport(systemContext("worker"), id);
    if (step === "over") return;
    if (step === "again") continue;
    waits++;
    await sleep(WAIT_MS, undefined, { signal }).catch(() => {});
  }
}
