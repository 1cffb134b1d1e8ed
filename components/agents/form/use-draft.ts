"use client";

import { useEffect, useRef, useState } from "react";
import { type AgentFormValues, draftFrom } from "./form-values";

/** Milliseconds after the last keystroke until the draft is written. */
const QUIET_MS = 400;

/** A registration that was begun in this browser and not sent, kept until it is sent or thrown away. */
export function useDraft(
  { key, start }: { key: string | null; start: AgentFormValues },
  values: AgentFormValues,
  restore: (draft: AgentFormValues) => void,
) {
  const [restored, setRestored] = useState(false);
  const ready = useRef(false);
  const onRestore = useRef(restore);

  useEffect(() => {
    if (!key) return;
    const draft = draftFrom(localStorage.getItem(key));
    if (draft) {
      onRestore.current(draft);
      setRestored(true);
    }
    ready.current = true;
  }, [key]);

  useEffect(() => {
    if (!key || !ready.current) return;
    const timer = setTimeout(() => {
      if (JSON.stringify(values) === JSON.stringify(start)) localStorage.removeItem(key);
      else localStorage.setItem(key, JSON.stringify(values));
    }, QUIET_MS);
    return () => clearTimeout(timer);
  }, [key, start, values]);

  function forget(): void {
    if (key) localStorage.removeItem(key);
    ready.current = false;
    setRestored(false);
  }

  return {
    /** What the form holds came from an earlier visit. */
    restored,
    forget,
    discard: () => {
      if (key) localStorage.removeItem(key);
      setRestored(false);
      onRestore.current(start);
    },
  };
}
