"use client";

import { Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { Refused } from "@/components/agents/refused";
import { useAction } from "@/components/people/use-action";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { FormButtons } from "@/components/ui/form-buttons";
import { Input } from "@/components/ui/input";
import { LIMITS } from "@/lib/credentials/terms";
import type { Ability } from "@/lib/credentials/views";
import { issueOf } from "@/lib/http/action-state";
import type { IdentityActions } from "./types";

export interface NewInstanceProps {
  agent: { id: string; name: string };
  ability: Ability;
  create: IdentityActions["create"];
}

/** Sets up an instance: one running copy of the agent. */
export function NewInstance({ agent, ability, create }: NewInstanceProps) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const { run, busy, failure, forget } = useAction();

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const name = String(new FormData(event.currentTarget).get("name"));
    run(
      () => create({ agentId: agent.id, name }),
      `${name} is set up`,
      () => {
        setOpen(false);
        router.refresh();
      },
    );
  }

  return (
    <div className="grid justify-items-end gap-1 max-sm:justify-items-start">
      <Button
        disabled={!ability.allowed}
        focusableWhenDisabled
        aria-describedby={ability.allowed ? undefined : "no-instance"}
        onClick={() => {
          forget();
          setOpen(true);
        }}
      >
        <Plus aria-hidden /> Set up an instance
      </Button>
      {ability.allowed ? null : (
        <p id="no-instance" className="max-w-96 text-muted-foreground text-xs">
          {ability.reason}
        </p>
      )}
      <Dialog open={open} onOpenChange={setOpen}>
        {open ? (
          <DialogContent
            title="Set up an instance"
            description={`One running copy of ${agent.name}, with an identity of its own. Set up one for each place it runs.`}
            size="sm"
            footer={
              <FormButtons form="new-instance" busy={busy}>
                Set it up
              </FormButtons>
            }
          >
            <form id="new-instance" onSubmit={submit} className="grid gap-3">
              <Field
                label="Name"
                hint="Where it runs: “eu-west blue”, “nightly batch”."
                error={issueOf(failure, "name")}
              >
                <Input name="name" required maxLength={LIMITS.name} autoComplete="off" />
              </Field>
              {failure && failure.issues.length === 0 ? <Refused failure={failure} /> : null}
            </form>
          </DialogContent>
        ) : null}
      </Dialog>
    </div>
  );
}
