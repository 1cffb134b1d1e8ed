// How much memory the embedded PostgreSQL is given: it is measured once, when the server starts.
import os from "node:os";

const GIB = 2 ** 30;
const MIB = 2 ** 20;
/** Left to the console's own processes and to the system before the server gets any. */
const LEFT_TO_OTHERS = GIB;
const LEAST = 128 * MIB;
const MOST = 8 * GIB;

/** Bytes of memory that this machine has, or this container may use. */
export function memoryAtHand() {
  const limit = process.constrainedMemory();
  return limit > 0 ? Math.min(limit, os.totalmem()) : os.totalmem();
}

/**
 * Pages that are kept: a quarter of the memory beyond the first gibibyte, 128 MiB to 8 GiB; taken only as they are used. The planner hears
 * that half of all memory caches files, and that reading here and there costs hardly more than reading on, as on every disk without arms.
 * @param {number} memory bytes
 * @returns {Record<string, string>} settings of PostgreSQL
 */
export function memorySettings(memory) {
  const buffers = Math.min(Math.max((memory - LEFT_TO_OTHERS) / 4, LEAST), MOST);
  const megabytes = (bytes) => `${Math.floor(bytes / MIB)}MB`;
  return {
    shared_buffers: megabytes(buffers),
    effective_cache_size: megabytes(Math.max(memory / 2, 2 * LEAST)),
    random_page_cost: "1.1",
  };
}
