import { setTimeout } from "node:timers/promises";
import { CountersignError } from "@/lib/errors";

/** Asks of one agent that wait in this process; more are told to come back. */
const MOST_WAITING = 50;
/** SQLSTATE: a row is locked by somebody who changes it. */
const LOCKED = "55P03";
const TRIES = 40;
const PAUSE_MS = 25;

interface Line {
  waiting: number;
  last: Promise<unknown>;
}

const lines = new Map<string, Line>();

/**
 * Runs what one agent asks one after the other: whoever asks a thousand times holds one connection to the database and not all
 * of them, and other agents ask as fast as ever (A7).
 * @throws CountersignError `rate_limited` when too many of this agent wait already
 */
export async function inTurn<T>(agentId: string, work: () => Promise<T>): Promise<T> {
  const line = lines.get(agentId) ?? { waiting: 0, last: Promise.resolve() };
  if (line.waiting >= MOST_WAITING) {
    throw new CountersignError("rate_limited", "This agent asks too much at once: wait a second and ask again.");
  }
  line.waiting += 1;
  lines.set(agentId, line);
  const mine = line.last.then(work, work);
  line.last = mine.catch(() => undefined);
  try {
    return await mine;
  } finally {
    line.waiting -= 1;
    if (line.waiting === 0) lines.delete(agentId);
  }
}

/**
 * Tries again while somebody is just changing what the work rests on; such changes take milliseconds.
 * @throws CountersignError `unavailable` when it took too long
 */
export async function onceUnlocked<T>(work: () => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await work();
    } catch (error) {
      if ((error as { code?: unknown }).code !== LOCKED) throw error;
      if (tried === TRIES) {
        throw new CountersignError("unavailable", "What this rests on is being changed at the moment: ask again.");
      }
      await setTimeout(PAUSE_MS);
    }
  }
}
