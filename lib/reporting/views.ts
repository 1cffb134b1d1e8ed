import type { RowFault } from "./schema";

/** What became of one reported event. */
export interface RowResult {
  /** The reporter's own; null where none could be read. */
  id: string | null;
  status: "recorded" | "repeated" | "refused";
  /** Of what was recorded: now, or the first time. */
  eventId?: string;
  errors?: RowFault[];
}

export interface BatchResult {
  recorded: number;
  repeated: number;
  refused: number;
  /** In the order of the batch. */
  results: RowResult[];
}
