import { setTimeout } from "node:timers/promises";
import { env } from "@/lib/env";
import { mailSettings } from "../mail-settings";
import { deliverMail, deliverWebhook, takeMailJobs, takeWebhookJobs } from "./deliver";

/** Looked for so often: a message leaves within a second of its commit. */
const LOOK_EVERY_MS = 500;
const MOST_AT_ONCE = 8;
const MOST_TO_ONE = 3;

export interface Run {
  signal: AbortSignal;
  onProblem: (error: unknown) => void;
}

interface Lane<Job> {
  take: (free: number, flying: readonly Job[]) => Promise<Job[]>;
  deliver: (job: Job) => Promise<void>;
}

/**
 * Sends what is due, mails and webhooks beside each other and each up to eight at once, until `signal` stops it; what is on its way
 * then is finished. Any number of workers may run: a message is one worker's for a minute, and is taken again when that worker died.
 */
export async function runDeliveries(run: Run): Promise<void> {
  const settings = mailSettings();
  await Promise.all([
    // Without a mail server what was queued when there was one waits for it to come back.
    settings
      ? follow(run, {
          take: (free) => takeMailJobs(free),
          deliver: (job) => deliverMail(settings, job, env().COUNTERSIGN_URL),
        })
      : null,
    follow(run, {
      take: (free, flying) => takeWebhookJobs(free, { flying, each: MOST_TO_ONE }),
      deliver: deliverWebhook,
    }),
  ]);
}

async function follow<Job>({ signal, onProblem }: Run, { take, deliver }: Lane<Job>): Promise<void> {
  const flying = new Map<Promise<void>, Job>();
  while (!signal.aborted) {
    const free = MOST_AT_ONCE - flying.size;
    const jobs = free ? await take(free, [...flying.values()]).catch(told(onProblem)) : [];
    for (const job of jobs) {
      const sent: Promise<void> = deliver(job)
        .catch(onProblem)
        .finally(() => flying.delete(sent));
      flying.set(sent, job);
    }
    const pause = new AbortController();
    const wait = setTimeout(LOOK_EVERY_MS, undefined, { signal: AbortSignal.any([signal, pause.signal]) });
    await Promise.race([wait.catch(() => undefined), ...flying.keys()]);
    pause.abort();
  }
  await Promise.all(flying.keys());
}

function told(onProblem: (error: unknown) => void): (error: unknown) => [] {
  return (error) => {
    onProblem(error);
    return [];
  };
}
