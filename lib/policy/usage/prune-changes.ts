import { deleteOldChanges, reading } from "../decide/store";

/** Forgets the changes that every decision point has long seen. @returns how many */
export function pruneChanges(): Promise<number> {
  return deleteOldChanges(reading());
}
