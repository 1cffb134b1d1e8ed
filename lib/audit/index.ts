/**
 * Audit owns the log of what happened: its vocabulary, the canonical leaf, the Merkle tree over leaves, tiles, signed
 * checkpoints and the proof of each. Every domain above records into it inside its own transaction.
 * It must not know what the events mean to the domains, and nothing may ever be updated or removed from it.
 */
export type { Json, NewEvent } from "./leaf";
export { eventFacets, getEvent, listEvents } from "./queries";
export { recordEvent, recordEvents } from "./record";
export type {
  AuditSearch,
  AuditSearchInput,
  EventDetail,
  EventFacets,
  EventPage,
  EventView,
  Ref,
  SentencePart,
} from "./search";
export { recordStream } from "./stream";
export { type EventTypeName, VOCABULARY } from "./vocabulary";
