import { setTimeout as sleep } from "node:timers/promises";
import { inSqlTransaction } from "@/lib/db";
import type { Follower } from "./follower";
import { lockPosition, makePosition, movePosition, nextStretch, readPressure, workLightly } from "./store";

/** A statement over more holds its memory and its locks for too long. */
const BATCH = 5_000;
const IDLE_MILLISECONDS = 250;
const PAUSE_MILLISECONDS = 1_000;
/** While more events than these wait for their number, or come in a second, numbering has the machine to itself … */
const BUSY_WAITING = 300;
const BUSY_ARRIVING = 2_000;
/** … but for one turn of each follower in so long, and until one is so many events behind. */
const LONGEST_WAIT_MILLISECONDS = 15_000;
const MOST_BEHIND = 100_000;

export interface Busyness {
  /** Events without a number. */
  waiting: number;
  /** Events that come in, per second. */
  arriving: number;
  /** Numbered events that the follower has not read. */
  behind: number;
  /** Since its last turn. */
  sinceTurnMs: number;
}

/**
 * Whether a follower lets numbering go first: what is counted and indexed may lag, what was acknowledged must be in the tree.
 * What waits tells too little by itself: while numbering keeps up, nothing does.
 */
export function makesWay({ waiting, arriving, behind, sinceTurnMs }: Busyness): boolean {
  const isBusy = waiting > BUSY_WAITING || arriving > BUSY_ARRIVING;
  return isBusy && behind < MOST_BEHIND && sinceTurnMs < LONGEST_WAIT_MILLISECONDS;
}

/**
 * Lets each follower read the next events of the log, at most 5,000, each in a transaction of its own that also moves its
 * position: what it wrote and how far it came stand or fall together. A follower whose row another process holds is passed over.
 * One that fails keeps none of the others back.
 * @returns whether anything was read: whoever hears true calls again
 * @throws AggregateError of what the followers threw, after all have had their turn
 */
export async function followLog(followers: readonly Follower[]): Promise<boolean> {
  const turns = await Promise.allSettled(followers.map(followOnce));
  const failures = turns.flatMap((turn) => (turn.status === "rejected" ? [turn.reason] : []));
  if (failures.length) throw new AggregateError(failures, `${failures.length} followers of the log failed`);
  return turns.some((turn) => turn.status === "fulfilled" && turn.value);
}

async function followOnce(follower: Follower): Promise<boolean> {
  await makePosition(follower.name);
  return inSqlTransaction(async (tx) => {
    const position = await lockPosition(tx, follower.name);
    if (!position) return false;
    const stretch = await nextStretch(tx, position, BATCH);
    if (!stretch) return false;
    await workLightly(tx);
    if (stretch.to > stretch.from) await follower.apply(tx, stretch);
    await movePosition(tx, follower.name, { epoch: stretch.epoch, seq: stretch.to });
    return true;
  });
}

interface FollowOptions {
  signal: AbortSignal;
  followers: readonly Follower[];
  /** Hears of every failure that the loops survive. */
  onProblem: (error: unknown) => void;
}

/**
 * Follows the log until `signal` aborts: at once while behind, every 250 ms otherwise, each follower at its own speed; and seldom while
 * more events come in than are numbered.
 */
export async function startFollowers({ signal, followers, onProblem }: FollowOptions): Promise<void> {
  const pause = (milliseconds: number) => sleep(milliseconds, undefined, { signal }).catch(() => undefined);
  const follow = async (follower: Follower) => {
    let turn = performance.now();
    let last = { given: 0n, at: Number.NEGATIVE_INFINITY };
    while (!signal.aborted) {
      try {
        const { waiting, behind, given } = await readPressure(follower.name);
        const at = performance.now();
        const arriving = (Number(given - last.given) / (at - last.at)) * 1_000;
        last = { given, at };
        if (makesWay({ waiting, arriving, behind, sinceTurnMs: at - turn })) {
          await pause(IDLE_MILLISECONDS);
          continue;
        }
        turn = at;
        if (!(await followOnce(follower))) await pause(IDLE_MILLISECONDS);
      } catch (error) {
        onProblem(error);
        await pause(PAUSE_MILLISECONDS);
      }
    }
  };
  await Promise.all(followers.map(follow));
}
