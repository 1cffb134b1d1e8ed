/**
 * Notices own what a person should know and need not decide: one row per person, written in the transaction of what happened.
 * It must know no other domain: kinds and contents are words of who writes them.
 */
export { listNotices } from "./list-notices";
export { markSeen } from "./mark-seen";
export { purgeNotices } from "./purge-notices";
export { insertNotices, type NewNotice } from "./store";
