import type { MyReview, ItemView as ServerItem, ReviewLine as ServerLine } from "@/lib/campaigns";
import type { ItemDecision } from "@/lib/campaigns/terms";
import type { ActionState } from "@/lib/http/action-state";

/** A value as it travels to the browser: instants are ISO 8601 text. */
export type Wire<T> = T extends Date
  ? string
  : T extends readonly (infer One)[]
    ? Wire<One>[]
    : T extends object
      ? { [Key in keyof T]: Wire<T[Key]> }
      : T;

export type ReviewItem = Wire<ServerItem>;
export type ReviewLine = Wire<ServerLine>;
export type ReviewCounts = Wire<MyReview>;

export interface LinesPage {
  lines: ReviewLine[];
  next: number | null;
}

/** What a person says of one item, as it is sent. */
export interface Answer {
  campaignId: string;
  number: number;
  version: number;
  digest: string;
  decision: ItemDecision;
  reason: string;
  text: string;
  change?: unknown;
  dwellMillis: number;
  recommended: string;
}

export interface BulkAnswer {
  campaignId: string;
  numbers: number[];
  decision: ItemDecision;
  reason: string;
  text: string;
}

/** The server's side of the screen; given by the page. */
export interface ReviewActions {
  decide: (answer: Answer) => Promise<ActionState<{ state: string; version: number }>>;
  correct: (answer: Answer) => Promise<ActionState<{ state: string; version: number }>>;
  decideBulk: (
    answer: BulkAnswer,
  ) => Promise<ActionState<{ done: number[]; refused: { number: number; reason: string }[] }>>;
  reassign: (input: {
    campaignId: string;
    number: number;
    version: number;
    toPersonId: string;
    note: string;
  }) => Promise<ActionState<unknown>>;
  signOff: (input: { campaignId: string }) => Promise<ActionState<{ items: number; digest: string }>>;
}

export const SHOWS = ["open", "decided", "signed", "all"] as const;
export type Show = (typeof SHOWS)[number];
export const SHOW_LABELS: Record<Show, string> = {
  open: "To answer",
  decided: "Answered",
  signed: "Signed off",
  all: "All",
};
export type Mode = "item" | "list";
