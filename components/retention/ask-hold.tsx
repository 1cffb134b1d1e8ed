"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { Refused } from "@/components/agents/refused";
import { useAction } from "@/components/people/use-action";
import { Button } from "@/components/ui/button";
import type { ComboboxOption } from "@/components/ui/combobox";
import { Dialog, DialogClose, DialogContent, DialogTrigger } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import { issueOf } from "@/lib/http/action-state";
import type { HoldKind } from "@/lib/retention/terms";
import type { HoldScope } from "@/lib/retention/views";
import type { RetentionActions } from "./actions";
import { HeldFields } from "./held-fields";
import { coveredText } from "./words";

/** Asks for a legal hold; a second person confirms. */
export function AskHold({ actions }: { actions: RetentionActions }) {
  const [open, setOpen] = useState(false);
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger render={<Button size="sm">Ask for a hold</Button>} />
      {open ? <Ask actions={actions} close={() => setOpen(false)} /> : null}
    </Dialog>
  );
}

function Ask({ actions, close }: { actions: RetentionActions; close: () => void }) {
  const router = useRouter();
  const [kind, setKind] = useState<HoldKind>("everything");
  const [subject, setSubject] = useState<ComboboxOption | null>(null);
  const asking = useAction();
  const counting = useCounting(actions);

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const scope = scopeOf(fields, kind, subject);
    run({ title: String(fields.get("title")), reason: String(fields.get("reason")), scope });
  }

  function run(input: Parameters<RetentionActions["askHold"]>[0]): void {
    asking.run(
      () => actions.askHold(input),
      "Asked for: a second person confirms",
      () => {
        close();
        router.refresh();
      },
    );
  }

  function choose(next: HoldKind): void {
    setKind(next);
    setSubject(null);
    changed();
  }

  /** What was counted or refused is not what the form says any more. */
  function changed(): void {
    counting.forget();
    asking.forget();
  }

  const failure = asking.failure ?? counting.failure;
  return (
    <DialogContent
      title="Ask for a legal hold"
      description="It holds nothing until a second person confirms it."
      footer={<Foot busy={asking.busy} />}
    >
      <form id="ask-hold" onSubmit={submit} className="grid gap-4">
        <Field
          label="Matter"
          hint="The name this hold is known by, such as a case number."
          error={issueOf(failure, "title")}
        >
          <Input name="title" required minLength={3} maxLength={120} autoComplete="off" />
        </Field>
        <HeldFields
          kind={kind}
          subject={subject}
          failure={failure}
          actions={actions}
          onKind={choose}
          onSubject={(next) => {
            setSubject(next);
            changed();
          }}
          onChange={changed}
        />
        <Count said={counting.said} busy={counting.busy} run={(form) => counting.run(scopeOf(form, kind, subject))} />
        <Field label="Why?" hint="Whoever confirms decides on this." error={issueOf(failure, "reason")}>
          <Textarea name="reason" required minLength={10} maxLength={2_000} />
        </Field>
        {failure ? <Refused failure={failure} /> : null}
      </form>
    </DialogContent>
  );
}

function Foot({ busy }: { busy: boolean }) {
  return (
    <>
      <DialogClose render={<Button variant="outline">Cancel</Button>} />
      <Button type="submit" form="ask-hold" busy={busy}>
        Ask for it
      </Button>
    </>
  );
}

function Count({ said, busy, run }: { said: string | null; busy: boolean; run: (form: FormData) => void }) {
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <Button
        size="sm"
        variant="outline"
        busy={busy}
        onClick={({ currentTarget: { form } }) => (form ? run(new FormData(form)) : undefined)}
      >
        Count what it covers
      </Button>
      <p role="status" className="text-muted-foreground">
        {said}
      </p>
    </div>
  );
}

/** How much a hold would cover now, for as long as nothing else is chosen. */
function useCounting(actions: RetentionActions) {
  const [said, setSaid] = useState<string | null>(null);
  const { run, busy, failure, forget } = useAction();
  return {
    ...{ said, busy, failure },
    run: (scope: HoldScope) =>
      run(
        () => actions.previewHold(scope),
        null,
        (covered) => setSaid(coveredText(covered)),
      ),
    forget: () => {
      setSaid(null);
      forget();
    },
  };
}

/** What the form holds: whole days, in UTC. */
function scopeOf(fields: FormData, kind: HoldKind, subject: ComboboxOption | null): HoldScope {
  const day = (name: string, time: string) => {
    const value = String(fields.get(name) ?? "");
    return value ? `${value}T${time}Z` : undefined;
  };
  const id = kind === "correlation" ? String(fields.get("correlation")) : subject?.value;
  const [from, to] = [day("from", "00:00:00.000"), day("to", "23:59:59.999")];
  return { kind, ...(kind === "everything" || !id ? {} : { id }), ...(from ? { from } : {}), ...(to ? { to } : {}) };
}
