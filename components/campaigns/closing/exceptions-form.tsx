"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { Refused } from "@/components/agents/refused";
import { type SigningBegun, signWith } from "@/components/passkeys/sign";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { toast } from "@/components/ui/toast";
import type { ExceptionsInput, SignExceptionsInput } from "@/lib/campaigns/closing/schema";
import type { ExceptionNeed } from "@/lib/campaigns/closing/views";
import type { Ability } from "@/lib/campaigns/views";
import type { ActionFailure, ActionState } from "@/lib/http/action-state";
import { ExceptionFields, type ExceptionWords } from "./exception-fields";
import { counted } from "./words";

export interface ExceptionActions {
  begin: (input: ExceptionsInput) => Promise<ActionState<SigningBegun>>;
  sign: (input: SignExceptionsInput) => Promise<ActionState<unknown>>;
}

export interface ExceptionsFormProps {
  campaignId: string;
  needs: readonly ExceptionNeed[];
  /** YYYY-MM-DD that fields for the end begin with. */
  until: string;
  sign: Ability;
  actions: ExceptionActions;
}

/** What stays although the campaign asked otherwise: each with its reason, signed together with a passkey. */
export function ExceptionsForm({ campaignId, needs, until, sign, actions }: ExceptionsFormProps) {
  const router = useRouter();
  const [words, setWords] = useState<Record<number, ExceptionWords>>({});
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<ActionFailure | null>(null);
  const [unsigned, setUnsigned] = useState<string | null>(null);
  const of = (number: number): ExceptionWords => words[number] ?? { reason: "", controls: "", until };

  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    setBusy(true);
    setFailure(null);
    setUnsigned(null);
    const input: ExceptionsInput = {
      campaignId,
      exceptions: needs.map(({ number }) => ({ number, ...of(number), until: `${of(number).until}T00:00:00Z` })),
    };
    const signed = await signWith(() => actions.begin(input));
    if (!signed.ok) setUnsigned(signed.message);
    else {
      const answer = await actions.sign({ ...input, assertion: signed.assertion });
      if (answer.ok) {
        toast.success(`${counted(needs.length, "exception")} signed`);
        router.refresh();
      } else setFailure(answer);
    }
    setBusy(false);
  }

  return (
    <form onSubmit={submit} className="grid gap-4" aria-label="Exceptions to sign">
      {needs.map((need, position) => (
        <ExceptionFields
          key={need.number}
          need={need}
          words={of(need.number)}
          onChange={(next) => setWords((before) => ({ ...before, [need.number]: next }))}
          onForAll={
            position === 0 && needs.length > 1
              ? () => setWords(Object.fromEntries(needs.map(({ number }) => [number, of(need.number)])))
              : null
          }
        />
      ))}
      {unsigned ? (
        <Callout tone="warning" role="alert" title="Nothing was signed">
          {unsigned}
        </Callout>
      ) : null}
      {failure ? <Refused failure={failure} /> : null}
      <div className="flex flex-wrap items-center gap-3">
        <Button
          type="submit"
          busy={busy}
          disabled={!sign.allowed}
          focusableWhenDisabled
          aria-describedby={sign.allowed ? undefined : "why-not-sign"}
        >
          Sign {counted(needs.length, "exception")} with a passkey
        </Button>
        {sign.allowed ? null : (
          <p id="why-not-sign" className="text-muted-foreground text-xs">
            {sign.reason}
          </p>
        )}
      </div>
    </form>
  );
}
