"use client";

import { useEffect, useRef, useState } from "react";
import type { ActionFailure } from "@/lib/http/action-state";
import type { Said, SaidOf } from "./desk-state";
import type { Answer, ReviewActions } from "./types";

export interface Saves {
  said: SaidOf;
  /** How many are on their way. */
  saving: number;
  failed: readonly number[];
  save: (answer: Answer, correcting: boolean) => void;
  /** Several that the server took at once. */
  note: (numbers: readonly number[], said: Omit<Said, "state" | "message">) => void;
  forget: () => void;
}

/** The item's version after an answer that was saved, or why it was not. */
export type Outcome = { ok: true; version: number } | ActionFailure;

/**
 * Saves each answer as soon as it is given and lets the reader go on: what was saved is marked, what was not is kept and said aloud.
 * A tab with something unsaved asks before it closes.
 */
export function useSaves(actions: ReviewActions, onSettled: (number: number, outcome: Outcome) => void): Saves {
  const [said, setSaid] = useState<SaidOf>(new Map());
  const settled = useRef(onSettled);
  useEffect(() => {
    settled.current = onSettled;
  });
  const put = (number: number, next: Said) => setSaid((before) => new Map(before).set(number, next));

  async function send(answer: Answer, correcting: boolean): Promise<void> {
    const { number, decision, reason, text } = answer;
    const word = { decision, reason, text };
    put(number, { ...word, state: "saving", message: null });
    let outcome: Outcome = UNANSWERED;
    try {
      const result = await (correcting ? actions.correct(answer) : actions.decide(answer));
      outcome = result.ok ? { ok: true, version: result.value.version } : result;
    } catch {
      // Nothing came back: it counts as not saved until it is said again.
    }
    put(number, { ...word, state: outcome.ok ? "saved" : "failed", message: outcome.ok ? null : sentenceOf(outcome) });
    settled.current(number, outcome);
  }

  const saving = [...said.values()].filter(({ state }) => state === "saving").length;
  const failed = [...said].filter(([, { state }]) => state === "failed").map(([number]) => number);
  const unsaved = saving + failed.length > 0;
  useEffect(() => {
    if (!unsaved) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [unsaved]);

  return {
    said,
    saving,
    failed,
    save: (answer, correcting) => void send(answer, correcting),
    note: (numbers, word) =>
      setSaid((before) => {
        const next = new Map(before);
        for (const number of numbers) next.set(number, { ...word, state: "saved", message: null });
        return next;
      }),
    forget: () => setSaid(new Map()),
  };
}

const UNANSWERED: ActionFailure = {
  ok: false,
  code: "unexpected",
  message: "The console did not answer. Your answer is kept here: save it again.",
  issues: [],
  requestId: "",
};

function sentenceOf({ message, issues }: ActionFailure): string {
  return issues[0]?.message ?? message;
}
