import { PgBoss } from "pg-boss";
import { env } from "@/lib/env";
import { repeatUntil } from "@/lib/process";
import { type Job, QUEUE } from "./terms";

/** A job in the hands of this worker. `signal`: it was asked to stop, or the job is another worker's by now. */
export interface RunningJob extends Job {
  signal: AbortSignal;
}

interface Run {
  signal: AbortSignal;
  work: (job: RunningJob) => Promise<void>;
  onProblem: (error: unknown) => void;
}

/** A worker that dies is noticed by its missing beat: ten seconds after it, and the next look for the dead. */
const BEAT_SECONDS = 3;
const LOOK_FOR_DEAD_SECONDS = 2;
const TIDY_SECONDS = 300;
const AT_ONCE = 2;
const POLL_SECONDS = 0.5;
const START_AGAIN_MS = 5_000;
const STOP_WITHIN_MS = 20_000;

/**
 * Runs what is in the queue until `signal` stops it: two at once in one worker, any number of workers, never two of one thing. A job
 * that fails is tried again with growing pauses, and given up after the seventh time: it is kept in the dead letters, and told.
 */
export async function runJobs({ signal, work, onProblem }: Run): Promise<void> {
  const over = new AbortController();
  // A database that is away when the worker starts comes back.
  await repeatUntil(AbortSignal.any([signal, over.signal]), START_AGAIN_MS, {
    work: async () => {
      await serve({ signal, work, onProblem });
      over.abort();
    },
    onProblem,
  });
}

async function serve({ signal, work, onProblem }: Run): Promise<void> {
  const boss = new PgBoss({
    connectionString: env().DATABASE_URL,
    application_name: "countersign jobs",
    max: 3,
    schedule: false,
    monitorIntervalSeconds: LOOK_FOR_DEAD_SECONDS,
    superviseIntervalSeconds: LOOK_FOR_DEAD_SECONDS,
    maintenanceIntervalSeconds: TIDY_SECONDS,
  });
  boss.on("error", onProblem);
  try {
    await boss.start();
    const options = {
      batchSize: 1,
      localConcurrency: AT_ONCE,
      pollingIntervalSeconds: POLL_SECONDS,
      heartbeatRefreshSeconds: BEAT_SECONDS,
      includeMetadata: true,
    } as const;
    await boss.work(QUEUE, options, async ([job]) => {
      if (!job) return;
      const asked = job.data as Job;
      try {
        await work({ ...asked, signal: AbortSignal.any([signal, job.signal]) });
      } catch (error) {
        onProblem(job.retryCount < job.retryLimit ? error : new Error(`given up: ${asked.id}`, { cause: error }));
        throw error;
      }
    });
    if (!signal.aborted) await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
  } finally {
    await boss.stop({ graceful: true, timeout: STOP_WITHIN_MS });
  }
}
