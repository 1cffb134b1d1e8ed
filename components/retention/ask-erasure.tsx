"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useId, useState } from "react";
import { Refused } from "@/components/agents/refused";
import { useAction } from "@/components/people/use-action";
import { Button } from "@/components/ui/button";
import { Combobox, type ComboboxOption } from "@/components/ui/combobox";
import { Dialog, DialogClose, DialogContent, DialogTrigger } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import { issueOf } from "@/lib/http/action-state";
import type { ErasurePreview } from "@/lib/retention/views";
import type { RetentionActions } from "./actions";
import { ErasureSaid } from "./erasure-said";
import { finding } from "./finding";

interface AskErasureProps {
  actions: RetentionActions;
  mayPreview: boolean;
}

/** Asks to erase what is known of somebody who left; a second person confirms. */
export function AskErasure(props: AskErasureProps) {
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
      {open ? <Ask {...props} close={() => setOpen(false)} /> : null}
    </Dialog>
  );
}

function Ask({ actions, mayPreview, close }: AskErasureProps & { close: () => void }) {
  const router = useRouter();
  const [person, setPerson] = useState<ComboboxOption | null>(null);
  const [seen, setSeen] = useState<ErasurePreview | string | null>(null);
  const { run, busy, failure, forget } = useAction();
  const saidId = useId();
  const preview = seen !== null && typeof seen === "object" && seen.person.id === person?.value ? seen : null;
  const isBarred = preview !== null && preview.bars.length > 0;

  async function choose(next: ComboboxOption | null): Promise<void> {
    setPerson(next);
    setSeen(null);
    forget();
    if (!next || !mayPreview) return;
    setSeen("Counting…");
    const answer = await actions.previewErasure(next.value);
    setSeen(answer.ok ? answer.value : answer.message);
  }

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const reason = String(new FormData(event.currentTarget).get("reason"));
    if (!person || isBarred) return;
    run(
      () => actions.askErasure({ personId: person.value, reason }),
      "Asked for: a second person confirms",
      () => {
        close();
        router.refresh();
      },
    );
  }

  return (
    <DialogContent
      title="Ask to erase a person"
      description="Nothing goes until a second person confirms it."
      footer={
        <>
          <DialogClose render={<Button variant="outline">Cancel</Button>} />
          <Button
            type="submit"
            form="ask-erasure"
            busy={busy}
            disabled={!person || isBarred}
            focusableWhenDisabled
            aria-describedby={isBarred ? saidId : undefined}
          >
            Ask for it
          </Button>
        </>
      }
    >
      <form id="ask-erasure" onSubmit={submit} className="grid gap-4">
        <Field
          label="Person"
          hint="Only people whose account is deactivated can be erased."
          error={issueOf(failure, "personId")}
        >
          <Combobox
            value={person}
            onValueChange={(next) => void choose(next)}
            search={finding(actions, true)}
            placeholder="Type a name…"
            emptyText="Nobody of that name has left."
          />
        </Field>
        <div id={saidId} role="status" className="empty:hidden">
          {preview ? <ErasureSaid of={preview} /> : typeof seen === "string" ? seen : null}
        </div>
        <Field label="Why?" hint="Whoever confirms decides on this." error={issueOf(failure, "reason")}>
          <Textarea name="reason" required minLength={10} maxLength={2_000} />
        </Field>
        {failure ? <Refused failure={failure} /> : null}
      </form>
    </DialogContent>
  );
}
