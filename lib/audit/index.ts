/**
 * Audit owns the log of what happened: its vocabulary, the canonical leaf, the Merkle tree over leaves, tiles, signed
 * checkpoints and the proof of each. Every domain above records into it inside its own transaction.
 * It must not know what the events mean to the domains, and nothing may ever be updated or removed from it.
 */

export type { ProofBundle } from "@/lib/transparency";
export { canonicalBytes, canonicalize } from "./canonical";
export { appendErasure, type ErasureLine, erasedOnFile } from "./erasure-file";
export { countEvents, eventFacets } from "./event-facets";
export { exportEvents } from "./export-events";
export { COUNTS } from "./follow/counts/counts";
export { eventsOf } from "./follow/events-of";
export { followLog, startFollowers } from "./follow/follow-log";
export type { Follower, Stretch } from "./follow/follower";
export { lagOf } from "./follow/follower-lag";
export { resetFollower } from "./follow/reset-follower";
export { SEARCH } from "./follow/words/words";
export { assertDurableServer, logHealth } from "./health";
export type { Json, NewEvent } from "./leaf";
export { namesOf } from "./names";
export { instantArray, textArray } from "./once/arrays";
export { type Prepared, prepareEvent, recordOnce } from "./once/record-once";
export type { Gate } from "./once/store";
export { openEpoch } from "./open-epoch";
export { openFields } from "./person-keys";
export { proveEvents } from "./prover";
export { type Published, proofOf, readPublished } from "./published";
export { getEvent, listEvents } from "./queries";
export { readSearch } from "./read-search";
export { recordEvent, recordEvents } from "./record";
export { refusingOnRecord } from "./refusing-on-record";
export type {
  AuditSearch,
  AuditSearchInput,
  EventDetail,
  EventFacet,
  EventFacets,
  EventPage,
  EventView,
  Ref,
  SearchProblem,
  SentencePart,
  Story,
} from "./search";
export { formatSearch, SEARCH_KEYS } from "./search-language";
export { runSelfAudit } from "./self-audit";
export { sequenceOnce, startSequencer } from "./sequencer";
export { type LogHead, readHeads, SparseProver } from "./sparse-proof";
export type { Companion } from "./store";
export { getStory } from "./story";
export { EventStream, recordStream } from "./stream";
export { type LeafRow, streamLeaves, wordsBehind } from "./stream-leaves";
export { tailEvents } from "./tail";
export { type EventType, type EventTypeName, VOCABULARY } from "./vocabulary";
export { collectCosignatures } from "./witnesses/collect-cosignatures";
export { addWitness, listWitnesses, removeWitness } from "./witnesses/manage-witnesses";
