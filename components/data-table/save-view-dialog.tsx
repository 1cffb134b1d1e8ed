"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { FormButtons } from "@/components/ui/form-buttons";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toast";
import { type ActionState, issueOf } from "@/lib/http/action-state";
import type { TableActions } from "./types";

export interface SaveViewDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  area: string;
  query: string;
  save: TableActions["saveView"];
}

/** Keeps the filters, the order and the columns of this moment under a name. */
export function SaveViewDialog({ open, onOpenChange, area, query, save }: SaveViewDialogProps) {
  const router = useRouter();
  const [answer, setAnswer] = useState<ActionState<unknown> | null>(null);
  const [busy, setBusy] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const name = String(form.get("name") ?? "").trim();
    setBusy(true);
    const given = await save({ area, name, query, shared: form.has("shared"), isDefault: form.has("isDefault") });
    setBusy(false);
    setAnswer(given);
    if (!given.ok) return;
    toast.success(`Saved as “${name}”`);
    onOpenChange(false);
    router.refresh();
  }

  const failed = answer && !answer.ok ? answer : null;
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent title="Save this view" description="Filters, order and columns as they are now." size="sm">
        <form onSubmit={submit} className="grid gap-3">
          <Field label="Name" name="name" error={issueOf(answer, "name") ?? failed?.message}>
            <Input name="name" required maxLength={80} autoComplete="off" />
          </Field>
          <Checkbox name="shared">Share it with everyone who works here</Checkbox>
          <Checkbox name="isDefault">Open it first when I come to this page</Checkbox>
          <div className="flex justify-end gap-2 pt-2">
            <FormButtons busy={busy}>Save the view</FormButtons>
          </div>
        </form>
      </DialogContent>
    </Dialog>
  );
}
