"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { Failed } from "@/components/campaigns/wizard/failed";
import { findAgents } from "@/components/policies/find-agents";
import { Button } from "@/components/ui/button";
import { Combobox, type ComboboxOption } from "@/components/ui/combobox";
import { Dialog, DialogContent, DialogTrigger } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { toast } from "@/components/ui/toast";
import { type ActionFailure, type ActionState, issueOf } from "@/lib/http/action-state";
import { HOLD_KIND_LABELS, HOLD_KINDS, type HoldKind } from "@/lib/retention/terms";
import type { RetentionActions } from "./actions";
import { coveredText, erasureText } from "./words";

/** Asks for a legal hold; a second person confirms. */
export function AskHold({ actions }: { actions: RetentionActions }) {
  const [open, setOpen] = useState(false);
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger render={<Button size="sm">Ask for a hold</Button>} />
      {open ? (
        <DialogContent title="Ask for a legal hold" description="It holds nothing until a second person confirms it.">
          <HoldForm actions={actions} close={() => setOpen(false)} />
        </DialogContent>
      ) : null}
    </Dialog>
  );
}

function HoldForm({ actions, close }: { actions: RetentionActions; close: () => void }) {
  const [kind, setKind] = useState<HoldKind>("everything");
  const [subject, setSubject] = useState<ComboboxOption | null>(null);
  const [said, setSaid] = useState<string | null>(null);
  const { failure, busy, send, setFailure } = useSending(close);

  function scopeOf(form: HTMLFormElement) {
    const fields = new FormData(form);
    const day = (name: string, time: string) => {
      const value = String(fields.get(name) ?? "");
      return value ? `${value}T${time}Z` : undefined;
    };
    const id = kind === "correlation" ? String(fields.get("correlation")) : subject?.value;
    const [from, to] = [day("from", "00:00:00.000"), day("to", "23:59:59.999")];
    return { kind, ...(kind === "everything" || !id ? {} : { id }), ...(from ? { from } : {}), ...(to ? { to } : {}) };
  }

  async function count(form: HTMLFormElement | null): Promise<void> {
    if (!form) return;
    const answer = await actions.previewHold(scopeOf(form));
    setFailure(answer.ok ? null : answer);
    setSaid(answer.ok ? coveredText(answer.value) : null);
  }

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const scope = scopeOf(event.currentTarget);
    const input = { title: String(fields.get("title")), reason: String(fields.get("reason")), scope };
    void send(() => actions.askHold(input), "Asked for: a second person confirms");
  }

  return (
    <form onSubmit={submit} className="grid gap-4">
      <Field label="Matter" error={issueOf(failure, "title")}>
        <Input name="title" required maxLength={120} />
      </Field>
      <Field label="What is held">
        <Select
          value={kind}
          onValueChange={(next) => {
            setKind(next);
            setSubject(null);
            setSaid(null);
          }}
          options={HOLD_KINDS.map((value) => ({ value, label: HOLD_KIND_LABELS[value] }))}
        />
      </Field>
      {kind === "agent" ? (
        <Field label="Agent" error={issueOf(failure, "scope.id")}>
          <Combobox value={subject} onValueChange={setSubject} search={findAgents} placeholder="Type a name…" />
        </Field>
      ) : null}
      {kind === "person" ? (
        <Field label="Person" error={issueOf(failure, "scope.id")}>
          <Combobox
            value={subject}
            onValueChange={setSubject}
            search={finding(actions, false)}
            placeholder="Type a name…"
          />
        </Field>
      ) : null}
      {kind === "correlation" ? (
        <Field label="Correlation id" hint="As its events say it." error={issueOf(failure, "scope.id")}>
          <Input name="correlation" required className="font-mono" />
        </Field>
      ) : null}
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="From" optional hint="The first day (UTC)." error={issueOf(failure, "scope.from")}>
          <Input name="from" type="date" />
        </Field>
        <Field label="To" optional hint="The last day (UTC)." error={issueOf(failure, "scope.to")}>
          <Input name="to" type="date" />
        </Field>
      </div>
      <Field label="Why?" hint="Whoever confirms decides on this." error={issueOf(failure, "reason")}>
        <Textarea name="reason" required minLength={10} maxLength={2_000} />
      </Field>
      {failure ? <Failed failure={failure} /> : null}
      <div className="flex flex-wrap items-center justify-end gap-2">
        <p role="status" className="mr-auto text-muted-foreground">
          {said}
        </p>
        <Button variant="outline" onClick={(event) => void count(event.currentTarget.closest("form"))}>
          Count what it covers
        </Button>
        <Button type="submit" busy={busy}>
          Ask for it
        </Button>
      </div>
    </form>
  );
}

/** Asks to erase what is known of somebody who left; a second person confirms. */
export function AskErasure({ actions, mayPreview }: { actions: RetentionActions; mayPreview: boolean }) {
  const [open, setOpen] = useState(false);
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger
        render={
          <Button size="sm" variant="outline">
            Ask for an erasure
          </Button>
        }
      />
      {open ? (
        <DialogContent title="Ask to erase a person" description="Nothing goes until a second person confirms it.">
          <ErasureForm actions={actions} mayPreview={mayPreview} close={() => setOpen(false)} />
        </DialogContent>
      ) : null}
    </Dialog>
  );
}

function ErasureForm({
  actions,
  mayPreview,
  close,
}: {
  actions: RetentionActions;
  mayPreview: boolean;
  close: () => void;
}) {
  const [person, setPerson] = useState<ComboboxOption | null>(null);
  const [said, setSaid] = useState<string | null>(null);
  const { failure, busy, send } = useSending(close);

  async function choose(next: ComboboxOption | null): Promise<void> {
    setPerson(next);
    setSaid(null);
    if (!next || !mayPreview) return;
    const answer = await actions.previewErasure(next.value);
    setSaid(answer.ok ? erasureText(answer.value) : answer.message);
  }

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    if (!person) return;
    const reason = String(new FormData(event.currentTarget).get("reason"));
    void send(() => actions.askErasure({ personId: person.value, reason }), "Asked for: a second person confirms");
  }

  return (
    <form onSubmit={submit} className="grid gap-4">
      <Field label="Person" hint="Only who is not active any more.">
        <Combobox
          value={person}
          onValueChange={(next) => void choose(next)}
          search={finding(actions, true)}
          placeholder="Type a name…"
          emptyText="Nobody of that name has left."
        />
      </Field>
      <p role="status">{said}</p>
      <Field label="Why?" hint="Whoever confirms decides on this." error={issueOf(failure, "reason")}>
        <Textarea name="reason" required minLength={10} maxLength={2_000} />
      </Field>
      {failure ? <Failed failure={failure} /> : null}
      <div className="flex justify-end gap-2">
        <Button variant="outline" onClick={close}>
          Cancel
        </Button>
        <Button type="submit" busy={busy} disabled={!person} focusableWhenDisabled>
          Ask for it
        </Button>
      </div>
    </form>
  );
}

const finding = (actions: RetentionActions, onlyLeft: boolean) => async (text: string) => {
  const answer = await actions.findPeople(text, onlyLeft);
  if (!answer.ok) throw new Error(answer.message);
  return answer.value;
};

function useSending(close: () => void) {
  const router = useRouter();
  const [failure, setFailure] = useState<ActionFailure | null>(null);
  const [busy, setBusy] = useState(false);
  async function send(ask: () => Promise<ActionState<unknown>>, done: string): Promise<void> {
    setBusy(true);
    const answer = await ask();
    setBusy(false);
    if (!answer.ok) return setFailure(answer);
    toast.success(done);
    close();
    router.refresh();
  }
  return { failure, setFailure, busy, send };
}
