"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { Refused } from "@/components/agents/refused";
import { type SigningBegun, signWith } from "@/components/passkeys/sign";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Checkbox } from "@/components/ui/checkbox";
import { toast } from "@/components/ui/toast";
import type { ExceptionsInput, SignExceptionsInput } from "@/lib/campaigns/closing/schema";
import type { ExceptionNeed } from "@/lib/campaigns/closing/views";
import type { Ability } from "@/lib/campaigns/views";
import type { ActionFailure, ActionState } from "@/lib/http/action-state";
import { ExceptionFields, type ExceptionWords } from "./exception-fields";
import { counted } from "./words";

interface ExceptionActions {
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
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  const signing = needs.filter(({ number }) => chosen.has(number));
  const all = signing.length === needs.length;
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
      exceptions: signing.map(({ number }) => ({ number, ...of(number), until: `${of(number).until}T00:00:00Z` })),
    };
    const signed = await signWith(() => actions.begin(input));
    if (!signed.ok) setUnsigned(signed.message);
    else {
      const answer = await actions.sign({ ...input, assertion: signed.assertion });
      if (answer.ok) {
        toast.success(`${counted(signing.length, "exception")} signed`);
        setChosen(new Set());
        router.refresh();
      } else setFailure(answer);
    }
    setBusy(false);
  }

  return (
    <form onSubmit={submit} className="grid gap-4" aria-label="Exceptions to sign">
      <Checkbox
        checked={all}
        indeterminate={signing.length > 0 && !all}
        onCheckedChange={(on) => setChosen(new Set(on ? needs.map(({ number }) => number) : []))}
      >
        All {needs.length}
      </Checkbox>
      <ul aria-label="Left open" className="divide-y divide-border rounded-md border border-border">
        {needs.map((need) => (
          <ExceptionFields
            key={need.number}
            need={need}
            chosen={chosen.has(need.number)}
            onChoose={(on) => setChosen((before) => withChoice(before, need.number, on))}
            words={of(need.number)}
            onChange={(next) => setWords((before) => ({ ...before, [need.number]: next }))}
            onForAll={
              need.number === signing[0]?.number && signing.length > 1
                ? () => setWords(Object.fromEntries(signing.map(({ number }) => [number, of(need.number)])))
                : null
            }
          />
        ))}
      </ul>
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
          disabled={!sign.allowed || signing.length === 0}
          focusableWhenDisabled
          aria-describedby={sign.allowed ? undefined : "why-not-sign"}
        >
          Sign {signing.length ? counted(signing.length, "exception") : "exceptions"} with a passkey
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

function withChoice(before: ReadonlySet<number>, number: number, on: boolean): ReadonlySet<number> {
  const next = new Set(before);
  if (on) next.add(number);
  else next.delete(number);
  return next;
}
