"use client";

import { MessageCircleWarning } from "lucide-react";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { Refused } from "@/components/agents/refused";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { FormButtons } from "@/components/ui/form-buttons";
import { Textarea } from "@/components/ui/textarea";
import { toast } from "@/components/ui/toast";
import type { Ability } from "@/lib/campaigns";
import { LIMITS } from "@/lib/campaigns/terms";
import { type ActionFailure, type ActionState, issueOf } from "@/lib/http/action-state";

export interface NoteAnomalyProps {
  agentId: string;
  ability: Ability;
  note: (input: { agentId: string; note: string }) => Promise<ActionState<null>>;
}

/** Has people asked about an agent between campaigns, because somebody saw something unusual of it. */
export function NoteAnomaly({ agentId, ability, note }: NoteAnomalyProps) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<ActionFailure | null>(null);

  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const text = String(new FormData(event.currentTarget).get("note") ?? "");
    setBusy(true);
    const done = await note({ agentId, note: text });
    setBusy(false);
    if (!done.ok) return setFailure(done);
    toast.success("Noted. Its reviewers are asked within ten minutes or so.");
    setOpen(false);
    router.refresh();
  }

  return (
    <div className="flex flex-wrap items-center justify-end gap-2">
      {ability.allowed ? null : <span className="text-muted-foreground text-sm">{ability.reason}</span>}
      <Button variant="outline" disabled={!ability.allowed} onClick={() => setOpen(true)}>
        <MessageCircleWarning aria-hidden="true" />
        Ask about something unusual
      </Button>
      <Dialog open={open} onOpenChange={(wanted) => (busy ? undefined : setOpen(wanted))}>
        <DialogContent
          title="Ask about something unusual?"
          description="A small campaign asks the owner, and from tier high on the reviewer group, whether this agent should keep what it may do."
          size="sm"
        >
          <form onSubmit={submit} className="grid gap-3">
            <Field
              label="What was unusual"
              hint="When it was, and where you saw it. Stands in the audit log."
              error={issueOf(failure, "note")}
            >
              <Textarea name="note" required minLength={LIMITS.reasonLeast} maxLength={LIMITS.text} />
            </Field>
            {failure ? <Refused failure={failure} /> : null}
            <div className="flex justify-end gap-2 pt-1">
              <FormButtons busy={busy}>Ask</FormButtons>
            </div>
          </form>
        </DialogContent>
      </Dialog>
    </div>
  );
}
