"use client";

import { useState, useTransition } from "react";
import { toast } from "@/components/ui/toast";
import type { ActionFailure, ActionState } from "@/lib/http/action-state";

/** Runs a server action: busy while it runs, a toast when it worked, the failure kept for the form that shows it. */
export function useAction() {
  const [failure, setFailure] = useState<ActionFailure | null>(null);
  const [busy, startTransition] = useTransition();

  /** @param done what to say when it worked @param then what to do with the answer */
  function run<T>(action: () => Promise<ActionState<T>>, done: string | null, then?: (value: T) => void): void {
    startTransition(async () => {
      const answer = await action();
      setFailure(answer.ok ? null : answer);
      if (!answer.ok) return;
      if (done) toast.success(done);
      then?.(answer.value);
    });
  }

  return { run, busy, failure, forget: () => setFailure(null) };
}

/** For `ConfirmDialog`: throws the sentences of a refusal, which the dialog shows and stays open; it has no fields to put them at. */
export async function orThrow<T>(answer: Promise<ActionState<T>>): Promise<T> {
  const state = await answer;
  if (state.ok) return state.value;
  const fields = state.code === "invalid" ? state.issues.map(({ message }) => message) : [];
  throw new Error(fields.length ? [...new Set(fields)].join(" ") : state.message);
}
