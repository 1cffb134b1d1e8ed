"use client";

import { useEffect, useState } from "react";

/** A press that was meant for the case before this one falls into this time. */
const SETTLING_MS = 500;

/** Whether what is shown has stood still for half a second: until then nothing decides, so that nobody approves what has just slid in. */
export function useSettled(shown: string): boolean {
  const [settled, setSettled] = useState<string | null>(null);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(shown), SETTLING_MS);
    return () => clearTimeout(timer);
  }, [shown]);
  return settled === shown;
}
