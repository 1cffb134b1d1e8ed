import { runDeliveries } from "../index";

/** Runs the sender of a worker in this process until `until` answers true. Problems of its own fail the test. */
export async function runUntil(until: () => Promise<boolean>): Promise<void> {
  const stopping = new AbortController();
  const problems: unknown[] = [];
  const running = runDeliveries({ signal: stopping.signal, onProblem: (error) => problems.push(error) });
  try {
    const late = AbortSignal.timeout(20_000);
    while (!(await until())) {
      if (problems.length) throw problems[0];
      if (late.aborted) throw new Error("It was not sent.");
      await new Promise((resolve) => setImmediate(resolve));
    }
  } finally {
    stopping.abort();
    await running;
  }
  if (problems.length) throw problems[0];
}
