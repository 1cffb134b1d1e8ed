"use client";

import { type FormEvent, useState } from "react";
import { Refused } from "@/components/agents/refused";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { FormButtons } from "@/components/ui/form-buttons";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import type { EntitlementView } from "@/lib/entitlements/schema";
import { LIMITS } from "@/lib/entitlements/terms";
import { type ActionFailure, issueOf } from "@/lib/http/action-state";
import type { GrantActions } from "./types";

/** Asks for the same with a later end. A second person approves it like any other request. */
export function ProlongDialog({
  grant,
  prolong,
  longestDays,
  onDone,
  onClose,
}: {
  grant: EntitlementView;
  prolong: GrantActions["prolong"];
  longestDays: number;
  onDone: (id: string) => void;
  onClose: () => void;
}) {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<ActionFailure | null>(null);

  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    setBusy(true);
    const expiresAt = `${String(given.get("until") ?? "")}T00:00:00Z`;
    const answer = await prolong({ id: grant.id, expiresAt, justification: String(given.get("reason") ?? "") });
    setBusy(false);
    if (!answer.ok) return setFailure(answer);
    onDone(answer.value.id);
  }

  return (
    <Dialog open onOpenChange={(open) => (open || busy ? undefined : onClose())}>
      <DialogContent
        title="Ask for a later end?"
        description="Everything else stays as it is. Until a second person approves, the present grant stands."
        size="sm"
      >
        <form onSubmit={submit} className="grid gap-3">
          <Field
            label="Ends on"
            hint={`At 00:00 UTC, at most ${longestDays} days from now.`}
            error={issueOf(failure, "expiresAt")}
          >
            <Input type="date" name="until" required min={grant.expiresAt?.slice(0, 10)} />
          </Field>
          <Field label="Why it is still needed" error={issueOf(failure, "justification")}>
            <Textarea name="reason" required minLength={LIMITS.reasonLeast} maxLength={LIMITS.reason} />
          </Field>
          {failure ? <Refused failure={failure} /> : null}
          <div className="flex justify-end gap-2 pt-1">
            <FormButtons busy={busy}>Ask for it</FormButtons>
          </div>
        </form>
      </DialogContent>
    </Dialog>
  );
}
