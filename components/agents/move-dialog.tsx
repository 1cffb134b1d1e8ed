"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { FormButtons } from "@/components/ui/form-buttons";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import { toast } from "@/components/ui/toast";
import { type ActionFailure, issueOf } from "@/lib/http/action-state";
import { MOVE_WORDS, type Move, type MoveAction } from "./move-words";
import { Refused } from "./refused";

export interface MoveDialogProps {
  agent: { id: string; name: string; version: number };
  move: Move;
  act: MoveAction;
  onClose: () => void;
}

/** Asks before a step of the lifecycle, with a reason where it takes something away; the irreversible one wants the name typed. */
export function MoveDialog({ agent, move, act, onClose }: MoveDialogProps) {
  const router = useRouter();
  const words = MOVE_WORDS[move];
  const [busy, setBusy] = useState(false);
  const [typed, setTyped] = useState("");
  const [failure, setFailure] = useState<ActionFailure | null>(null);
  const irreversible = move === "decommission";

  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const reason = String(new FormData(event.currentTarget).get("reason") ?? "");
    setBusy(true);
    const done = await act({ id: agent.id, version: agent.version, move, ...(words.needsReason ? { reason } : {}) });
    setBusy(false);
    if (!done.ok) return setFailure(done);
    toast.success(`${agent.name} is ${words.past}`);
    onClose();
    router.refresh();
  }

  return (
    <Dialog open onOpenChange={(open) => (open || busy ? undefined : onClose())}>
      <DialogContent title={`${words.verb} ${agent.name}?`} description={words.brings} size="sm">
        <form onSubmit={submit} className="grid gap-3">
          {words.needsReason ? (
            <Field label="Reason" hint="Stands in the audit log and on this page." error={issueOf(failure, "reason")}>
              <Textarea name="reason" required minLength={5} maxLength={1000} />
            </Field>
          ) : null}
          {irreversible ? (
            <Field label={`Type “${agent.name}” to confirm`}>
              <Input value={typed} onValueChange={setTyped} autoComplete="off" spellCheck={false} />
            </Field>
          ) : null}
          {failure ? <Refused failure={failure} /> : null}
          <div className="flex justify-end gap-2 pt-1">
            <FormButtons
              variant={irreversible || move === "suspend" ? "destructive" : "default"}
              busy={busy}
              disabled={irreversible && typed.trim() !== agent.name}
            >
              {words.verb}
            </FormButtons>
          </div>
        </form>
      </DialogContent>
    </Dialog>
  );
}
