import { setTimeout as sleep } from "node:timers/promises";
import type { SqlTx } from "@/lib/db";
import type { FullTile } from "@/lib/transparency";
import { same } from "@/lib/transparency";
import { hashOfEscaped } from "./leaf-texts";
import { type OpenLog, openLog, publishMarked, requireOwnMark } from "./log-opening";
import { type PendingEvent, readLastPosition, readPending } from "./log-queue";
import { appendBatch, noteDrained, readState } from "./log-store";
import { AuditRounds } from "./self-audit";
import { sqlStateOf, whileLeading } from "./store";

const BATCH = 1_000;
const ROUND_MILLISECONDS = 250;
const PAUSE_MILLISECONDS = 1_000;

/** What one round did: how many events it numbered, and those that are not what was recorded and stay unnumbered. */
interface Round {
  numbered: number;
  full: boolean;
  spoiled: readonly string[];
}

/**
 * Numbers one batch of committed events: reads the stored bytes back, hashes them anew, appends them to the tree and writes
 * numbers, tiles, state and signed checkpoint in one transaction; then guard, then publication.
 * Any throw means: drop `log`, for what the database holds is not certain.
 */
export async function sequenceRound(client: SqlTx, log: OpenLog): Promise<Round> {
  const events = await readPending(client, BATCH);
  const { sound, spoiled } = examined(events);
  if (sound.length === 0) {
    if (events.length === 0) await drained(client, log);
    return { numbered: 0, full: false, spoiled };
  }
  const positions = [...new Set(sound.map(({ position }) => position))];
  const stored = { epoch: log.epoch, size: log.tree.size, root: log.tree.root() };
  requireOwnMark(log);
  const next = log.tree.clone();
  const tiles: FullTile[] = [];
  for (const { hash } of sound) tiles.push(...next.append(hash));
  const newRoot = next.root();
  const note = log.signer.sign({ size: next.size, root: newRoot });
  const eventIds = sound.map(({ eventId }) => eventId);
  await appendBatch(client, { ...stored, positions, eventIds, newRoot, tiles, note });
  log.tree = next;
  const newest = positions.at(-1) ?? 0n;
  if (newest > log.taken) log.taken = newest;
  await publishMarked(client, log);
  return { numbered: sound.length, full: events.length >= BATCH && spoiled.length < events.length, spoiled };
}

/** Positions that rolled-back transactions took would otherwise count as backlog for ever. */
async function drained(client: SqlTx, log: OpenLog): Promise<void> {
  const last = await readLastPosition(client);
  if (last <= log.taken) return;
  await noteDrained(client, last);
  log.taken = last;
}

/** The events whose stored bytes still have the hash they were recorded with, hashed anew, and the ids of the others. */
function examined(events: readonly PendingEvent[]) {
  const sound: { position: bigint; eventId: string; hash: Buffer }[] = [];
  const spoiled: string[] = [];
  for (const { position, eventId, leaf, leafHash: stored } of events) {
    const hash = leaf === null ? null : hashOfEscaped(leaf);
    if (hash && stored && same(hash, stored)) sound.push({ position, eventId, hash });
    else spoiled.push(eventId);
  }
  return { sound, spoiled };
}

export interface SequencerOptions {
  signal: AbortSignal;
  /** Hears of every failure that the loop survives: a lost connection, a fence, a key that cannot be read. */
  onProblem?: (error: unknown) => void;
}

/**
 * The sequencer of the worker: leads when no other does, and stands by otherwise. Resolves after `signal` aborts.
 * It outlives every failure by dropping its memory and reading the log again.
 */
export async function startSequencer({ signal, onProblem = reportProblem }: SequencerOptions): Promise<void> {
  while (!signal.aborted) {
    try {
      await whileLeading((client) => lead(client, signal, onProblem));
    } catch (error) {
      // A fenced leader is no failure: another took over, and this one stands by.
      if (sqlStateOf(error) !== "CS001") onProblem(error);
    }
    await pause(PAUSE_MILLISECONDS, signal);
  }
}

async function lead(client: SqlTx, signal: AbortSignal, onProblem: (error: unknown) => void): Promise<void> {
  const log = await openLog(client);
  if (!log) return;
  const audit = new AuditRounds(log, onProblem);
  while (!signal.aborted) {
    const started = performance.now();
    const round = await sequenceRound(client, log);
    await audit.after(client, log, round.spoiled);
    if (!round.full) await pause(ROUND_MILLISECONDS - (performance.now() - started), signal);
    // An operator may have opened another epoch, or another session sealed the log, while this one was idle.
    if (round.numbered === 0 && (await hasMoved(client, log))) return;
  }
  await audit.finished();
}

async function hasMoved(client: SqlTx, log: OpenLog): Promise<boolean> {
  const state = await readState(client);
  return state.sealedReason !== "" || state.epoch !== log.epoch || state.size !== log.tree.size;
}

/**
 * Numbers everything that waits, once: for commands and tests.
 * @returns how many events were numbered and the size of the log; `led` false when another process leads
 */
export async function sequenceOnce(): Promise<{ led: boolean; sealed: boolean; numbered: number; size: number }> {
  const led = await whileLeading(async (client) => {
    const log = await openLog(client);
    if (!log) return { led: true, sealed: true, numbered: 0, size: 0 };
    let numbered = 0;
    for (;;) {
      const round = await sequenceRound(client, log);
      numbered += round.numbered;
      if (!round.full) return { led: true, sealed: false, numbered, size: log.tree.size };
    }
  });
  return led?.value ?? { led: false, sealed: false, numbered: 0, size: 0 };
}

async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  if (milliseconds <= 0) return;
  await sleep(milliseconds, undefined, { signal }).catch(() => {});
}

function reportProblem(error: unknown): void {
  console.error(JSON.stringify({ level: "error", part: "sequencer", message: String(error) }));
}
