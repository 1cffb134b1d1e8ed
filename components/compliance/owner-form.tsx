"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Refused } from "@/components/agents/refused";
import { useAction } from "@/components/people/use-action";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import type { AssignControlInput } from "@/lib/compliance/schema";
import type { ControlView } from "@/lib/compliance/views";
import type { ActionState } from "@/lib/http/action-state";
import { OwnerName } from "./owner-name";

const NOBODY = "nobody";

export interface OwnerFormProps {
  control: Pick<ControlView, "id" | "version" | "owner" | "people" | "assign">;
  assign: (input: AssignControlInput) => Promise<ActionState<unknown>>;
}

/** Who answers for the control; whoever may, names somebody else. */
export function OwnerForm({ control, assign }: OwnerFormProps) {
  const router = useRouter();
  const { run, busy, failure } = useAction();
  const { id, version, owner, people } = control;
  const [chosen, setChosen] = useState(owner?.id ?? NOBODY);
  if (!control.assign.allowed) {
    return (
      <div className="grid gap-1">
        <OwnerName owner={owner} />
        <p className="text-muted-foreground text-xs">To name somebody: {lower(control.assign.reason)}</p>
      </div>
    );
  }
  const left = owner && !people.some((person) => person.id === owner.id) ? [owner] : [];
  const options = [
    { value: NOBODY, label: "Nobody" },
    ...[...left, ...people].map((person) => ({ value: person.id, label: person.name })),
  ];

  function save(): void {
    const ownerId = chosen === NOBODY ? null : chosen;
    run(
      () => assign({ id, version, ownerId }),
      ownerId ? "The owner is named" : "Nobody answers for it now",
      () => router.refresh(),
    );
  }

  return (
    <div className="grid gap-3">
      <Field label="Answers for it" hint="A gap waits in their inbox. Compliance and the CISO can.">
        <Select options={options} value={chosen} onValueChange={setChosen} />
      </Field>
      <div>
        <Button variant="outline" busy={busy} disabled={chosen === (owner?.id ?? NOBODY)} onClick={save}>
          Save the owner
        </Button>
      </div>
      {failure ? <Refused failure={failure} /> : null}
    </div>
  );
}

function lower(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}
