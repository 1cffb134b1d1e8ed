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
import { Select, type SelectOption } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { toast } from "@/components/ui/toast";
import { LIMITS } from "@/lib/campaigns/terms";
import { type ActionFailure, type ActionState, issueOf } from "@/lib/http/action-state";

export interface RequestExclusionProps {
  ask: (input: {
    targetKind: "agent" | "entitlement";
    targetId: string;
    reason: string;
    until: Date;
  }) => Promise<ActionState<unknown>>;
  /** The grants in force of an agent. */
  grantsOf: (agentId: string) => Promise<ActionState<SelectOption[]>>;
}

const WHOLE = "whole";

/** Asks that an agent or one of its grants is left out, until an end; a second person decides. */
export function RequestExclusion({ ask, grantsOf }: RequestExclusionProps) {
  const [open, setOpen] = useState(false);
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger render={<Button>Leave something out</Button>} />
      {open ? (
        <DialogContent
          title="Leave something out of campaigns"
          description="A second person agrees first. It ends by itself, within a year, and every report names it."
        >
          <RequestForm ask={ask} grantsOf={grantsOf} close={() => setOpen(false)} />
        </DialogContent>
      ) : null}
    </Dialog>
  );
}

function RequestForm({ ask, grantsOf, close }: RequestExclusionProps & { close: () => void }) {
  const router = useRouter();
  const [agent, setAgent] = useState<ComboboxOption | null>(null);
  const [grants, setGrants] = useState<readonly SelectOption[]>([]);
  const [target, setTarget] = useState(WHOLE);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<ActionFailure | null>(null);

  async function choose(next: ComboboxOption | null): Promise<void> {
    setAgent(next);
    setTarget(WHOLE);
    setGrants([]);
    if (!next) return;
    const answer = await grantsOf(next.value);
    if (answer.ok) setGrants(answer.value);
    else setFailure(answer);
  }

  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    if (!agent) return;
    const form = new FormData(event.currentTarget);
    setBusy(true);
    const answer = await ask({
      targetKind: target === WHOLE ? "agent" : "entitlement",
      targetId: target === WHOLE ? agent.value : target,
      reason: String(form.get("reason")),
      // The whole last day counts, wherever the reader is.
      until: new Date(`${form.get("until")}T23:59:59Z`),
    });
    setBusy(false);
    if (!answer.ok) return setFailure(answer);
    toast.success("Asked for: a second person decides");
    close();
    router.refresh();
  }

  return (
    <form onSubmit={(event) => void submit(event)} className="grid gap-4">
      <Field label="Agent">
        <Combobox
          value={agent}
          onValueChange={(next) => void choose(next)}
          search={findAgents}
          placeholder="Type a name…"
        />
      </Field>
      <Field label="What of it" error={issueOf(failure, "targetId")}>
        <Select
          value={target}
          onValueChange={setTarget}
          disabled={!agent}
          options={[{ value: WHOLE, label: "The whole agent" }, ...grants]}
        />
      </Field>
      <Field label="Until" hint="The last day (UTC); a year at most." error={issueOf(failure, "until")}>
        <Input name="until" type="date" required />
      </Field>
      <Field label="Why?" hint="The second person decides on this." error={issueOf(failure, "reason")}>
        <Textarea name="reason" required minLength={LIMITS.reasonLeast} maxLength={LIMITS.text} />
      </Field>
      {failure ? <Failed failure={failure} /> : null}
      <div className="flex justify-end gap-2">
        <Button variant="outline" onClick={close}>
          Cancel
        </Button>
        <Button type="submit" busy={busy} disabled={!agent} focusableWhenDisabled>
          Ask for it
        </Button>
      </div>
    </form>
  );
}
