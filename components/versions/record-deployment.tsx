"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { Refused } from "@/components/agents/refused";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { FormButtons } from "@/components/ui/form-buttons";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toast";
import type { AgentDetail, EditAgentInput } from "@/lib/agents/schema";
import { type ActionFailure, type ActionState, issueOf } from "@/lib/http/action-state";

const FIELDS = [
  { name: "model", label: "Model", hint: "As its provider names it." },
  { name: "promptHash", label: "Prompt hash", hint: "A digest of its instructions: sha256:…" },
  { name: "imageDigest", label: "Image digest", hint: "Of the image or package that runs: sha256:…" },
  { name: "policyRef", label: "Policy", hint: "The policy and its version that it was deployed under." },
] as const;

export interface RecordDeploymentProps {
  agent: Pick<AgentDetail, "id" | "name" | "version" | "abilities" | (typeof FIELDS)[number]["name"]>;
  edit: (input: EditAgentInput) => Promise<ActionState<unknown>>;
}

/** States what runs now, without the whole form: where something differs, a new version of the agent begins. */
export function RecordDeployment({ agent, edit }: RecordDeploymentProps) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<ActionFailure | null>(null);
  const ability = agent.abilities.edit;

  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    const changes = Object.fromEntries(
      FIELDS.map(({ name }) => [name, String(given.get(name) ?? "")]).filter(
        ([name, value]) => value !== agent[name as (typeof FIELDS)[number]["name"]],
      ),
    );
    if (!Object.keys(changes).length) return setOpen(false);
    setBusy(true);
    const done = await edit({ id: agent.id, version: agent.version, changes });
    setBusy(false);
    setFailure(done.ok ? null : done);
    if (!done.ok) return;
    toast.success("The deployment is recorded");
    setOpen(false);
    router.refresh();
  }

  return (
    <>
      <Button
        variant="outline"
        size="sm"
        disabled={!ability.allowed}
        focusableWhenDisabled
        title={ability.allowed ? undefined : ability.reason}
        onClick={() => setOpen(true)}
      >
        Record a deployment…
      </Button>
      <Dialog open={open} onOpenChange={(next) => (busy ? undefined : setOpen(next))}>
        <DialogContent
          title={`What runs as ${agent.name}?`}
          description="Where something differs from what stands here, a new version begins, and the tier is computed anew."
          size="md"
        >
          <form onSubmit={submit} className="grid gap-3">
            {FIELDS.map(({ name, label, hint }) => (
              <Field key={name} label={label} hint={hint} error={issueOf(failure, `changes.${name}`)}>
                <Input name={name} defaultValue={agent[name]} maxLength={200} autoComplete="off" spellCheck={false} />
              </Field>
            ))}
            {failure ? <Refused failure={failure} /> : null}
            <div className="flex justify-end gap-2 pt-1">
              <FormButtons busy={busy}>Record</FormButtons>
            </div>
          </form>
        </DialogContent>
      </Dialog>
    </>
  );
}
