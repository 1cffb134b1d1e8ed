"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import type { ReviewItem } from "./types";

/** Items that are kept ready; the oldest make room. */
const KEPT = 40;

export interface Items {
  /** The item, once it is there. */
  item: ReviewItem | null;
  failure: string | null;
  /** Asks for it anew: somebody changed it, or what was answered has to show. */
  renew: (number: number) => void;
  /** It was answered and has this version now: asked for anew as soon as it is looked at again, and not before. */
  answered: (number: number, version: number) => void;
}

/**
 * The item that is looked at, at once where it was fetched before; those a key away are fetched ahead, so that the next one is there
 * when the key is pressed.
 */
export function useItems(
  campaignId: string,
  first: ReviewItem | null,
  at: number | null,
  ahead: readonly number[],
): Items {
  const known = useRef(new Map<number, ReviewItem>(first ? [[first.number, first]] : []));
  const asked = useRef(new Set<number>());
  const old = useRef(new Set<number>());
  const [failed, setFailed] = useState<{ number: number; message: string } | null>(null);
  const [, redraw] = useState(0);

  const fetchItem = useCallback(
    async (number: number): Promise<void> => {
      if (asked.current.has(number)) return;
      asked.current.add(number);
      old.current.delete(number);
      try {
        const answer = await fetch(`/campaigns/${campaignId}/review/items/${number}`, {
          headers: { accept: "application/json" },
        });
        if (!answer.ok) throw new Error(answer.status === 404 ? GONE : UNANSWERED);
        keep(known.current, (await answer.json()) as ReviewItem);
        setFailed((before) => (before?.number === number ? null : before));
      } catch (error) {
        const message =
          error instanceof Error && [GONE, UNANSWERED].includes(error.message) ? error.message : UNANSWERED;
        setFailed({ number, message });
      } finally {
        asked.current.delete(number);
        redraw((count) => count + 1);
      }
    },
    [campaignId],
  );

  const wanted = [at, ...ahead].filter((number) => number !== null).join(" ");
  useEffect(() => {
    for (const number of wanted.split(" ").filter(Boolean).map(Number)) {
      if (!known.current.has(number) || (number === at && old.current.has(number))) void fetchItem(number);
    }
  }, [wanted, at, fetchItem]);

  const renew = useCallback((number: number) => void fetchItem(number), [fetchItem]);
  const shown = useRef(at);
  useEffect(() => {
    shown.current = at;
  });
  const answered = useCallback(
    (number: number, version: number) => {
      const item = known.current.get(number);
      if (number === shown.current || !item) return void fetchItem(number);
      // Whoever goes through a list looks ahead: half of all that the server reads would be what was just answered.
      known.current.set(number, { ...item, version });
      old.current.add(number);
    },
    [fetchItem],
  );
  return {
    item: at === null ? null : (known.current.get(at) ?? null),
    failure: failed && failed.number === at ? failed.message : null,
    renew,
    answered,
  };
}

const GONE = "This is not in your list any more: it was handed on, or the campaign is over.";
const UNANSWERED = "The console did not answer. What you saved is safe; try again in a moment.";

function keep(known: Map<number, ReviewItem>, item: ReviewItem): void {
  known.delete(item.number);
  known.set(item.number, item);
  for (const number of known.keys()) {
    if (known.size <= KEPT) return;
    known.delete(number);
  }
}
