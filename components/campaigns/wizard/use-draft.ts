"use client";

import { useRef, useState } from "react";
import type { ActionFailure } from "@/lib/http/action-state";
import type { DraftInput, KeptDraft, WizardActions, WizardForm } from "./types";

/** A form as verbs take it; null while the person who gets what is left is missing. */
export function inputOf(form: WizardForm): DraftInput | null {
  if (!form.fallback) return null;
  return { name: form.name, plan: form.plan, timeZone: form.timeZone, fallbackId: form.fallback.value };
}

/**
 * Keeps what was chosen as a draft on the server: made at the first step, changed at each later one, never twice at the same time.
 * The address then names the draft, so that a tab that was closed or loaded again loses nothing. It stays the same page: another one
 * would begin the form anew under the hands of whoever fills it in.
 */
export function useDraft(first: KeptDraft | null, definitionId: string | null, actions: WizardActions) {
  const kept = useRef(first);
  const written = useRef<string | null>(null);
  const [failure, setFailure] = useState<ActionFailure | null>(null);
  const [busy, setBusy] = useState(false);

  /** The draft as it is kept now; null when it was refused, and `failure` says why. */
  async function keep(form: WizardForm): Promise<KeptDraft | null> {
    const input = inputOf(form);
    if (!input) return null;
    const text = JSON.stringify(input);
    if (kept.current && written.current === text) return kept.current;
    setBusy(true);
    const answer = kept.current
      ? await actions.edit({ ...input, ...kept.current })
      : await actions.draft({ ...input, definitionId });
    setBusy(false);
    setFailure(answer.ok ? null : answer);
    if (!answer.ok) return null;
    if (!kept.current) window.history.replaceState(null, "", `/campaigns/new?draft=${answer.value.id}`);
    kept.current = answer.value;
    written.current = text;
    return answer.value;
  }

  return { keep, kept: () => kept.current, busy, failure };
}
