"use client";

import { createContext, useContext } from "react";

/** What a reader lowers of one argument: a smaller number as it was typed, or which entries of a list stay (by place, from 0). */
export type Lowered = { kind: "number"; text: string } | { kind: "list"; keep: readonly number[] };

/** What the case and the bar under it say to each other: the case reports what was opened, the bar says when values may be lowered. */
export interface CaseDesk {
  /** Paths of hidden parts that the reader has opened. */
  opened: ReadonlySet<string>;
  open: (path: string) => void;
  /** Not null while the reader narrows: what was lowered so far, by path of the argument. Null takes a change back. */
  narrowing: {
    values: ReadonlyMap<string, Lowered>;
    set: (path: string, value: Lowered | null) => void;
  } | null;
}

/** Without a bar (a page that only reads) nothing is remembered. */
export const CaseDeskContext = createContext<CaseDesk>({ opened: new Set(), open: () => {}, narrowing: null });

export function useCaseDesk(): CaseDesk {
  return useContext(CaseDeskContext);
}

/** Stands on the button that opens a hidden part, with its path; the key `o` presses the next one that is closed. */
export const HIDDEN_PART = "data-hidden-part";
