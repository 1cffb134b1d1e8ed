import { systemContext } from "@/lib/context";
import type { RunningJob } from "@/lib/jobs";
import { advanceCampaign } from "./advance-campaign";

/** A job gives way after so many steps, so that one campaign cannot keep a worker for itself; the sweep asks for it again. */
const MOST_STEPS = 2_000;

/** What the worker does with a job: step after step, each by the clock of its own, until it waits, is over, or has to stop. */
export async function workOn({ id, signal }: RunningJob): Promise<void> {
  for (let step = 0; step < MOST_STEPS && !signal.aborted; step += 1) {
    if ((await advanceCampaign(systemContext("worker"), id)) !== "again") return;
  }
}
