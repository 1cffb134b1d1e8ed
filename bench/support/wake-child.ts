// Waits for requests to change, as the machines' door does for an agent that long-polls, and forces the race: only when the waiter is
// registered is the other side told to commit, and what was read before that commit is given back after it.
import { setImmediate } from "node:timers/promises";
import { approvalsFeed } from "@/lib/approvals";
import { sql } from "@/lib/db";

export interface ToWaiter {
  id: string;
  target: number;
}
export type FromWaiter =
  | { ready: true }
  | { registered: string; target: number }
  | { done: string; target: number; woken: boolean; reads: number; at: string };

/** Far longer than anything takes: who waits this long was never woken. */
const LOST_AFTER_MS = 20_000;

const feed = await approvalsFeed();
process.on("message", (message: ToWaiter) => void wait(message));
process.on("disconnect", () => process.exit());
say({ ready: true });

async function wait({ id, target }: ToWaiter): Promise<void> {
  let reads = 0;
  const read = async () => {
    reads += 1;
    if (reads === 1) say({ registered: id, target });
    if (target % 3 === 1) await pause(target % 7);
    const { rows } = await sql().query<{ joined: number }>({
      name: "wake-read",
      text: "select joined from approvals where id = $1",
      values: [id],
    });
    // The commit may come, and be told of, between what was read and what is done with it.
    if (target % 3 === 2) await pause(target % 11);
    return (rows[0]?.joined ?? 0) >= target ? true : null;
  };
  const woken = (await feed.waitFor(id, read, LOST_AFTER_MS)) === true;
  say({ done: id, target, woken, reads, at: String(process.hrtime.bigint()) });
}

async function pause(turns: number): Promise<void> {
  for (let turn = 0; turn < turns; turn += 1) await setImmediate();
}

function say(message: FromWaiter): void {
  process.send?.(message);
}
