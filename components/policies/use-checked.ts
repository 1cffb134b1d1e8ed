"use client";

import { useEffect, useRef, useState } from "react";
import type { ActionState } from "@/lib/http/action-state";
import type { Checked, CheckPolicyInput, TestCase } from "@/lib/policy/schema";

/** Milliseconds after the last keystroke until the text is checked. */
const QUIET_MS = 600;

export interface CheckedState {
  checked: Checked | null;
  /** What was written since is not checked yet. */
  pending: boolean;
  failure: string | null;
}

/** Checks what is being written a moment after the last keystroke; an answer that comes late is not shown. */
export function useChecked(
  check: (input: CheckPolicyInput) => Promise<ActionState<Checked>>,
  draft: { policyId: string | null; text: string; tests: readonly TestCase[] },
): CheckedState {
  const [state, setState] = useState<CheckedState>({ checked: null, pending: true, failure: null });
  const turn = useRef(0);
  const { policyId, text, tests } = draft;
  useEffect(() => {
    const mine = ++turn.current;
    setState((former) => ({ ...former, pending: true }));
    const timer = setTimeout(async () => {
      const answer = await check({ policyId, text, tests: [...tests] });
      if (mine !== turn.current) return;
      setState((former) =>
        answer.ok
          ? { checked: answer.value, pending: false, failure: null }
          : { ...former, pending: false, failure: answer.message },
      );
    }, QUIET_MS);
    return () => clearTimeout(timer);
  }, [check, policyId, text, tests]);
  return state;
}
