"use client";

import { useCallback, useLayoutEffect, useRef } from "react";

/** A handler that never changes its identity and always runs the latest version: for rows that are drawn only when they change. */
export function useStable<Arguments extends unknown[], Result>(
  handler: (...given: Arguments) => Result,
): (...given: Arguments) => Result {
  const latest = useRef(handler);
  useLayoutEffect(() => {
    latest.current = handler;
  });
  return useCallback((...given: Arguments) => latest.current(...given), []);
}
