"use client";

import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import type { Lowered } from "@/components/approvals/opened";
import { useIsOver } from "@/components/approvals/queue/clock";
import { Callout } from "@/components/ui/callout";
import { DENIAL_REASONS } from "@/lib/approvals/terms";
import { BarButtons } from "./bar-buttons";
import type { CaseDeskProps } from "./case-desk";
import { ConfirmApprove } from "./confirm-approve";
import { type DenialDraft, DenyForm } from "./deny-form";
import { type Asked, MoreDialogs, moreVerbsOf } from "./more-dialogs";
import { refusalsOf } from "./refusals";
import { type Decision, useDecision } from "./use-decision";
import { useDeskKeys } from "./use-desk-keys";
import { useSettled } from "./use-settled";

export interface DecideBarProps extends CaseDeskProps {
  opened: ReadonlySet<string>;
  lowered: ReadonlyMap<string, Lowered> | null;
  onNarrow: (on: boolean) => void;
  /** Milliseconds that the case was on the screen. */
  dwell: () => number;
}

const EMPTY: DenialDraft = { reason: null, text: "" };

/** Stays in view under the case: what the reader may do, each with its reason where not, and never in a single step. */
export function DecideBar(props: DecideBarProps) {
  const { item, actions, hasPasskey, shortcuts, opened, lowered, current = true, onNarrow } = props;
  const router = useRouter();
  const over = useIsOver(item.status === "pending" ? item.expiresAt : null);
  const settled = useSettled(`${item.id} ${item.digest} ${item.version}`) && current;
  const [drafts, setDrafts] = useState<{ id: string; draft: DenialDraft }>({ id: item.id, draft: EMPTY });
  const [asked, setAsked] = useState<{ id: string; what: Asked } | null>(null);
  const [validity, setValidity] = useState<{ id: string; seconds: number | null }>({ id: item.id, seconds: null });
  const panel = useRef<HTMLFieldSetElement>(null);
  const decision = useDecision({
    ...{ item, actions, opened, dwell: props.dwell },
    onDecided: () => {
      setAsked(null);
      onNarrow(false);
      props.onDecided?.();
    },
  });
  const step = item.status === "pending" && !over ? decision.step : "idle";
  const draft = drafts.id === item.id ? drafts.draft : EMPTY;
  const setDraft = (next: DenialDraft) => setDrafts({ id: item.id, draft: next });
  const refusals = refusalsOf(item, { over, hasPasskey, opened, lowered });
  const validSeconds = validity.id === item.id ? validity.seconds : null;

  // The focus goes to what is asked, never to a button that decides.
  useEffect(() => {
    if (step !== "idle") panel.current?.focus();
  }, [step]);

  useDeskKeys(
    shortcuts,
    keysOf({ step, decision, settled, refusals, lowered, draft, setDraft, onNarrow, onLeave: props.onLeave }),
  );

  const shared = { ref: panel, sentence: item.sentence, decision, settled };
  return (
    <section
      aria-label="Decide"
      className="sticky bottom-0 z-20 -mx-px rounded-b-lg border border-border-strong bg-popover px-4 py-3 shadow-lg max-lg:fixed max-lg:inset-x-0 max-lg:mx-0 max-lg:rounded-none max-lg:max-h-[80dvh] max-lg:overflow-y-auto max-lg:border-x-0 max-lg:border-b-0 max-lg:pb-[max(0.75rem,env(safe-area-inset-bottom))] print:hidden"
    >
      {decision.failure && asked === null ? <Failed decision={decision} /> : null}
      {step === "approve" ? (
        <ConfirmApprove
          {...shared}
          digest={item.digest}
          needsPasskey={item.needsPasskey}
          validSeconds={lowered ? validSeconds : null}
        />
      ) : step === "deny" ? (
        <DenyForm {...shared} draft={draft} onDraft={setDraft} />
      ) : (
        <BarButtons
          {...{ item, over, settled, refusals, lowered, decision, onNarrow, validSeconds }}
          onValid={(seconds) => setValidity({ id: item.id, seconds })}
          more={moreVerbsOf(item, {
            hasPasskey,
            ask: (what) => setAsked({ id: item.id, what }),
            narrow: () => onNarrow(true),
            stand: () => router.push(`/approvals/standing/new?from=${item.id}` as Route),
          })}
        />
      )}
      <MoreDialogs
        asked={asked?.id === item.id ? asked.what : null}
        {...{ item, actions, decision }}
        onClose={() => setAsked(null)}
      />
    </section>
  );
}

function Failed({ decision: { failure } }: { decision: Decision }) {
  if (!failure || failure.issues.some(({ path }) => path === "text")) return null;
  const moved = failure.code === "conflict";
  return (
    <Callout tone={moved ? "warning" : "danger"} role="alert" title={failure.message} className="mb-3">
      {moved
        ? "Your answer did not count. What is shown here is how it stands now; what you wrote is kept."
        : (failure.issues[0]?.message ?? "Nothing was decided.")}
    </Callout>
  );
}

interface KeysOf {
  step: Decision["step"];
  decision: Decision;
  settled: boolean;
  refusals: ReturnType<typeof refusalsOf>;
  lowered: DecideBarProps["lowered"];
  draft: DenialDraft;
  setDraft: (draft: DenialDraft) => void;
  onNarrow: (on: boolean) => void;
  onLeave: (() => void) | undefined;
}

function keysOf(given: KeysOf): Record<string, () => void> {
  const { step, decision, settled, refusals, lowered, draft, setDraft, onNarrow, onLeave } = given;
  const idle = step === "idle" && !decision.busy;
  function leave(): void {
    if (step !== "idle") decision.begin("idle");
    else if (lowered) onNarrow(false);
    else onLeave?.();
  }
  const keys: Record<string, () => void> = { Escape: leave, o: openNext };
  if (idle && settled && refusals.approve === null) keys.a = () => decision.begin("approve", lowered ?? undefined);
  if (idle && settled && refusals.deny === null) keys.d = () => decision.begin("deny");
  if (step === "deny") {
    DENIAL_REASONS.forEach((reason, at) => {
      keys[String(at + 1)] = () => setDraft({ ...draft, reason });
    });
  }
  return keys;
}

/** Opens the next part of the case that is still closed. */
function openNext(): void {
  const next = document.querySelector<HTMLElement>("[data-hidden-part]");
  next?.scrollIntoView({ block: "center" });
  next?.click();
}
