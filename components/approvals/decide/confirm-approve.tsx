"use client";

import { KeyRound } from "lucide-react";
import type { Ref } from "react";
import { Button } from "@/components/ui/button";
import { Kbd } from "@/components/ui/kbd";
import { LiteralText } from "@/components/ui/literal-text";
import { onPlainEnter } from "./plain-enter";
import type { Decision } from "./use-decision";

export interface ConfirmApproveProps {
  ref: Ref<HTMLFieldSetElement>;
  sentence: string;
  digest: string;
  needsPasskey: boolean;
  decision: Decision;
  /** False for the moment in which what is shown has just changed. */
  settled: boolean;
  /** Null: as long as the policy says. */
  validSeconds: number | null;
}

/** The second step of approving: says once more what is approved, and begins with the focus on nothing that decides. */
export function ConfirmApprove(props: ConfirmApproveProps) {
  const { ref, sentence, digest, needsPasskey, decision, settled, validSeconds } = props;
  const confirm = () => {
    if (settled) decision.send({ answer: "approve", ...(validSeconds === null ? {} : { validSeconds }) });
  };
  return (
    <fieldset
      ref={ref}
      tabIndex={-1}
      aria-label="Confirm the approval"
      onKeyDown={(event) => onPlainEnter(event, confirm)}
      className="grid min-w-0 gap-2.5 rounded-md outline-none"
    >
      <p className="min-w-0">
        <span className="font-semibold">
          {decision.narrowed ? "Approve less than was asked. Asked: " : "Approve: "}
        </span>
        <LiteralText text={sentence} className="font-medium" />
      </p>
      <p className="text-muted-foreground text-xs">
        {decision.narrowed ? "Digest of what would run then " : "Digest of exactly this action "}
        <code className="font-mono text-foreground">{(decision.narrowed?.digest ?? digest).slice(0, 16)}…</code>
        {needsPasskey ? " · you sign it with your passkey" : null}
        {validSeconds === null ? null : ` · to be used within ${validSeconds / 60} min`}
      </p>
      <div className="flex flex-wrap items-center justify-end gap-2 max-sm:[&>button]:h-11 max-sm:[&>button]:flex-1">
        <Button variant="outline" onClick={() => decision.begin("idle")} disabled={decision.busy}>
          Back <Kbd keys="Esc" className="max-sm:hidden" />
        </Button>
        <Button busy={decision.busy} disabled={!settled} focusableWhenDisabled onClick={confirm}>
          {needsPasskey && !decision.busy ? <KeyRound aria-hidden /> : null}
          {needsPasskey ? "Sign and approve" : "Confirm the approval"}
          <Kbd keys="⏎" className="max-sm:hidden" />
        </Button>
      </div>
    </fieldset>
  );
}
