"use client";

import { useEffect, useSyncExternalStore } from "react";

/** Told to the page when a part of it could not be fetched (the connection, or a newer release): `ConnectionNotice` says so. */
export const PART_MISSING = "countersign:part-missing";

export interface LateParts<Module> {
  /** Begins to fetch, once; a failed attempt is told, and the next one tries again. */
  fetch: () => void;
  /** What was fetched, or null. */
  now: () => Module | null;
  subscribe: (tell: () => void) => () => void;
}

/** A module that no first paint needs: fetched when somebody is about to use it. */
export function lateParts<Module>(load: () => Promise<Module>): LateParts<Module> {
  const waiting = new Set<() => void>();
  let here: Module | null = null;
  let coming = false;

  async function arrive(): Promise<void> {
    try {
      here = await load();
      for (const tell of waiting) tell();
    } catch {
      coming = false;
      window.dispatchEvent(new Event(PART_MISSING));
    }
  }

  return {
    now: () => here,
    fetch() {
      if (coming) return;
      coming = true;
      void arrive();
    },
    subscribe(tell) {
      waiting.add(tell);
      return () => waiting.delete(tell);
    },
  };
}

const none = () => null;

/** The module as soon as it is `wanted` and here; null before, on the server and while hydrating. Draws again when it comes. */
export function useLate<Module>(parts: LateParts<Module>, wanted: boolean): Module | null {
  const here = useSyncExternalStore(parts.subscribe, parts.now, none);
  useEffect(() => {
    if (wanted) parts.fetch();
  }, [wanted, parts]);
  return wanted ? here : null;
}
