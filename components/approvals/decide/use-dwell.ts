"use client";

import { useEffect, useRef } from "react";

/** On the screen for so long counts as having been looked at. */
const VIEWED_MS = 1_000;

/**
 * How long the case was really on the screen: the time in which its window was visible. `onViewed` hears of it once for each case.
 * @returns milliseconds so far
 */
export function useDwell(caseId: string, onViewed: (dwellMillis: number) => void): () => number {
  const seen = useRef({ before: 0, since: null as number | null });
  const tell = useRef(onViewed);
  useEffect(() => {
    tell.current = onViewed;
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: each case begins anew
  useEffect(() => {
    const time = { before: 0, since: null as number | null };
    seen.current = time;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let told = false;
    const say = () => {
      told = true;
      tell.current(Math.round(sum(time)));
    };
    const begin = () => {
      time.since = performance.now();
      if (!told) timer = setTimeout(say, VIEWED_MS - time.before);
    };
    const pause = () => {
      time.before = sum(time);
      time.since = null;
      clearTimeout(timer);
    };
    const follow = () => (document.visibilityState === "visible" ? begin() : pause());
    follow();
    document.addEventListener("visibilitychange", follow);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", follow);
    };
  }, [caseId]);
  return () => Math.round(sum(seen.current));
}

function sum({ before, since }: { before: number; since: number | null }): number {
  return before + (since === null ? 0 : performance.now() - since);
}
