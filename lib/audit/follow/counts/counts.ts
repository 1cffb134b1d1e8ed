import type { Follower } from "../follower";
import { addCounts, emptyCounts } from "./store";

/** Counts of numbered events by hour, day, month and all time (UTC), per value of each facet: audit_counts. */
export const COUNTS: Follower = { name: "counts", apply: addCounts, empty: emptyCounts };
