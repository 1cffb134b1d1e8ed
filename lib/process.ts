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

/** Tells the supervisor, if there is one, that the process does its work now. */
export function reportReady(): void {
  process.send?.("ready");
}
