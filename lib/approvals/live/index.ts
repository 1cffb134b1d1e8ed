/** How queues and waiting machines learn at once that a request has changed, and never lose one change. */
import { ApprovalsFeed } from "./feed";

export type { ApprovalsFeed } from "./feed";

const opened = globalThis as unknown as { countersignApprovalsFeed?: Promise<ApprovalsFeed> | undefined };

/** The feed of this process, opened at first use. A failed opening is tried again by the next caller. */
export function approvalsFeed(): Promise<ApprovalsFeed> {
  opened.countersignApprovalsFeed ??= ApprovalsFeed.open().catch((error: unknown) => {
    opened.countersignApprovalsFeed = undefined;
    throw error;
  });
  return opened.countersignApprovalsFeed;
}

/** Ends the feed of this process: for scripts and tests that must end, and when a server stops. */
export async function closeApprovalsFeed(): Promise<void> {
  const feed = opened.countersignApprovalsFeed;
  opened.countersignApprovalsFeed = undefined;
  await (await feed?.catch(() => undefined))?.close();
}
