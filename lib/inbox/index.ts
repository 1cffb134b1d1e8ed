/**
 * Inbox owns the answer to "what waits for me, and until when?" (D2). It only reads: what waits lives in the domains below,
 * and is settled there. It must not keep a list of its own, which could disagree with them.
 */
export { type NoticeWords, noticeWords } from "./notice-words";
export { inbox, inboxCount, inboxCounts } from "./read-inbox";
export type { Inbox, InboxItem, InboxKind, InboxSeverity } from "./schema";
