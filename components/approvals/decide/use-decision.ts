"use client";

import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import type { Lowered } from "@/components/approvals/opened";
import { signDecision } from "@/components/passkeys/sign";
import { toast } from "@/components/ui/toast";
import type { ActionFailure } from "@/lib/http/action-state";
import type { DeskCase } from "./desk-case";
import { saidOf } from "./said";
import type { Answer, DecideActions, Narrowed } from "./types";

/** What a person has begun: nothing, to approve, or to deny. Neither decides before it is confirmed. */
type Step = "idle" | "approve" | "deny";

export interface Decision {
  step: Step;
  busy: boolean;
  failure: ActionFailure | null;
  /** The smaller action that was asked for, once the server has made it. */
  narrowed: Narrowed | null;
  begin: (step: Step, lowered?: ReadonlyMap<string, Lowered>) => void;
  send: (answer: Pick<Answer, "answer" | "reason" | "text" | "validSeconds" | "breakGlass">) => void;
}

export interface DecisionOf {
  item: DeskCase;
  actions: DecideActions;
  opened: ReadonlySet<string>;
  dwell: () => number;
  onDecided: () => void;
}

/** One answer to one request: begun, confirmed, signed where that is asked for, sent once, and told what became of it. */
export function useDecision({ item, actions, opened, dwell, onDecided }: DecisionOf): Decision {
  const router = useRouter();
  // What was begun for one case, or for other bytes of it, is nothing begun for the next.
  const about = `${item.id} ${item.digest} ${item.status}`;
  const [begun, setBegun] = useState<{ about: string; step: Step; narrowed: Narrowed | null }>();
  const [failed, setFailed] = useState<{ id: string; failure: ActionFailure }>();
  const [busy, setBusy] = useState(false);
  const sending = useRef(false);
  const now = begun?.about === about ? begun : { step: "idle" as const, narrowed: null };

  const fail = (failure: ActionFailure) => setFailed({ id: item.id, failure });
  async function alone(work: () => Promise<void>): Promise<void> {
    if (sending.current) return;
    sending.current = true;
    setBusy(true);
    try {
      await work();
    } catch {
      fail({ ...UNANSWERED, issues: [], requestId: "" });
    } finally {
      sending.current = false;
      setBusy(false);
    }
  }

  function begin(step: Step, lowered: ReadonlyMap<string, Lowered> = new Map()): void {
    setFailed(undefined);
    if (step !== "approve" || lowered.size === 0) {
      setBegun({ about, step, narrowed: null });
      return;
    }
    void alone(async () => {
      const changes = [...lowered].map(([path, one]) => ({ path, lowered: one }));
      const answer = await actions.narrow({ id: item.id, digest: item.digest, lowered: changes });
      if (answer.ok) setBegun({ about, step, narrowed: answer.value });
      else fail(answer);
    });
  }

  function send(given: Pick<Answer, "answer" | "reason" | "text" | "validSeconds" | "breakGlass">): void {
    void alone(async () => {
      const { id, digest } = item;
      let assertion: unknown;
      if (item.needsPasskey && given.answer === "approve") {
        const what = { id, digest: now.narrowed?.digest ?? digest, answer: given.answer };
        const signed = await signDecision(actions.beginSigning, what);
        if (!signed.ok) return fail({ ok: false, code: "unmet", message: signed.message, issues: [], requestId: "" });
        assertion = signed.assertion;
      }
      const narrowed = now.narrowed && { arguments: now.narrowed.arguments };
      const shown = { id, digest, narrowed, opened: [...opened], dwellMillis: dwell() };
      const answer = await actions.decide({ ...shown, ...given, ...(assertion ? { assertion } : {}) });
      if (!answer.ok) {
        fail(answer);
        // Whoever was faster has left a record: it is what the page shows from here on.
        if (answer.code === "conflict") router.refresh();
        return;
      }
      setBegun(undefined);
      saidOf(
        item,
        given.answer,
        answer.value,
        takeBack(actions, id, () => router.refresh()),
      );
      onDecided();
    });
  }

  const failure = failed?.id === item.id ? failed.failure : null;
  return { step: now.step, narrowed: now.narrowed, busy, failure, begin, send };
}

const UNANSWERED = {
  ok: false,
  code: "unexpected",
  message: "The console did not answer, and it is not certain whether your answer counts. Look at the request again.",
} as const;

const TAKEN_BACK = "Taken back by the person who approved, right after approving.";

/** An approval can be withdrawn for as long as it was not used. */
function takeBack(actions: DecideActions, id: string, then: () => void): () => void {
  return () =>
    void actions
      .revoke({ id, reason: TAKEN_BACK })
      .then((answer) => {
        if (answer.ok) toast.success("Withdrawn: the agent is told that it may not run.");
        else toast.error("It could not be withdrawn", { description: answer.message });
        then();
      })
      .catch(() => toast.error("The console did not answer. Look at the request again."));
}
