import { useSyncExternalStore } from "react";
import type { CountName } from "./nav";

/** What a page that follows what happens knows better than the frame around it, which was counted when it came. */
let known: Partial<Record<CountName, number>> = {};
const listeners = new Set<() => void>();

/** @param count null: the page does not know any more */
export function tellLiveCount(name: CountName, count: number | null): void {
  known = { ...known, [name]: count ?? undefined };
  for (const tell of listeners) tell();
}

function subscribe(tell: () => void): () => void {
  listeners.add(tell);
  return () => listeners.delete(tell);
}

/** The count that stands beside a room: that of the page which follows it, or the one that came with the frame. */
export function useLiveCount(name: CountName | undefined, counted: number): number {
  const live = useSyncExternalStore(
    subscribe,
    () => (name ? known[name] : undefined),
    () => undefined,
  );
  return live ?? counted;
}
