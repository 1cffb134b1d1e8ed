import { setTimeout } from "node:timers/promises";

/**
 * The life of a long-running process beside its supervisor: said to be ready once, asked to stop once. It is asked by
 * SIGTERM, by Ctrl-C, or by the supervisor's end: the channel between them closes even when that one is killed.
 */
export function untilStopped(): AbortSignal {
  const stopping = new AbortController();
  const stop = () => stopping.abort();
  process.once("SIGTERM", stop).once("SIGINT", stop);
  process.once("disconnect", stop);
  // The channel alone must not keep the process from ending.
  process.channel?.unref();
  return stopping.signal;
}

/**
 * Does `work` at once and then every `everyMs`, one turn after the other, until `signal` stops it. A turn that fails is told
 * and the next one comes: a database that is away for a minute must not end what runs for months.
 */
export async function repeatUntil(
  signal: AbortSignal,
  everyMs: number,
  { work, onProblem }: { work: () => Promise<unknown>; onProblem: (error: unknown) => void },
): Promise<void> {
  while (!signal.aborted) {
    await work().catch(onProblem);
    // Stopping ends the wait as well, by an error that says no more than that.
    await setTimeout(everyMs, undefined, { signal }).catch(() => undefined);
  }
}

/** Tells the supervisor, if there is one, that the process does its work now. */
export function reportReady(): void {
  process.send?.("ready");
}
