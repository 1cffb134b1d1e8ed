import type { Context } from "@/lib/context";
import type { MachineCaller } from "@/lib/credentials";
import { approvalsFeed } from "../live";
import { loadApproval, reading } from "../store";
import { LIMITS } from "../terms";
import { loadForCaller, type TaskView, viewOf } from "./task";

interface Wanted {
  handle: string;
  caller: MachineCaller;
}

/** How a request stands (A6). @throws AskRefusal `unknown_task` */
export async function getTask(_ctx: Context, { handle, caller }: Wanted): Promise<TaskView> {
  const q = reading();
  return viewOf(q, await loadForCaller(q, { handle, caller }));
}

/**
 * The same, as soon as the request no longer waits, or when the time is over: an agent that waits here is told within
 * milliseconds of the last vote.
 * @param milliseconds how long to wait at most, up to `LIMITS.longPollSeconds`
 * @throws AskRefusal `unknown_task`
 */
export async function waitForTask(
  _ctx: Context,
  { handle, caller, milliseconds, signal }: Wanted & { milliseconds: number; signal: AbortSignal },
): Promise<TaskView> {
  const q = reading();
  const row = await loadForCaller(q, { handle, caller });
  const found = await viewOf(q, row);
  if (found.status !== "pending") return found;
  const left = row.expiresAt.getTime() - row.readAt.getTime() + 1;
  const most = Math.min(milliseconds, LIMITS.longPollSeconds * 1_000, left);
  const read = async () => {
    const now = await loadApproval(q, row.id);
    return now && now.status !== "pending" ? viewOf(q, now) : null;
  };
  const ended = await (await approvalsFeed()).waitFor(row.id, read, most, signal);
  return ended ?? viewOf(q, (await loadApproval(q, row.id)) ?? row);
}
