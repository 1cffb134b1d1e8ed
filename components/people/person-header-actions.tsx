"use client";

import { KeyRound, UserRoundCheck, UserRoundX } from "lucide-react";
import { useState } from "react";
import { Button, type ButtonProps } from "@/components/ui/button";
import { ConfirmDialog, Dialog, DialogClose, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import { Tooltip } from "@/components/ui/tooltip";
import type { ActionState } from "@/lib/http/action-state";
import type { Departure, SuccessionPreview as Preview } from "@/lib/ownership";
import type { Ability, PersonDetail } from "@/lib/people/schema";
import { OneTimeLink, type ShownLink } from "./one-time-link";
import { SuccessionPreview } from "./succession-preview";
import { orThrow, useAction } from "./use-action";

interface Change {
  personId: string;
  version: number;
  reason: string;
}

export interface PersonHeaderActionsProps {
  person: Pick<PersonDetail, "id" | "name" | "version" | "state" | "abilities">;
  deactivate: (change: Change) => Promise<ActionState<Departure>>;
  /** What deactivating would pass on. */
  preview: (personId: string) => Promise<ActionState<Preview>>;
  reactivate: (change: Change) => Promise<ActionState<void>>;
  renewLink: (personId: string) => Promise<ActionState<ShownLink>>;
}

/** What an administrator does to an account. A button that does not work says why. */
export function PersonHeaderActions({ person, deactivate, preview, reactivate, renewLink }: PersonHeaderActionsProps) {
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState("");
  const [link, setLink] = useState<ShownLink | null>(null);
  const { run, busy } = useAction();
  const gone = person.state === "deactivated";
  const change = { personId: person.id, version: person.version, reason };
  const act = async () => void (await orThrow<unknown>(gone ? reactivate(change) : deactivate(change)));
  return (
    <>
      <GatedButton
        ability={person.abilities.renewLink}
        busy={busy}
        onClick={() => run(() => renewLink(person.id), null, setLink)}
      >
        <KeyRound aria-hidden /> New sign-in link
      </GatedButton>
      <GatedButton
        ability={gone ? person.abilities.reactivate : person.abilities.deactivate}
        onClick={() => setAsking(true)}
      >
        {gone ? <UserRoundCheck aria-hidden /> : <UserRoundX aria-hidden />}
        {gone ? "Reactivate" : "Deactivate"}
      </GatedButton>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={`${gone ? "Reactivate" : "Deactivate"} ${person.name}?`}
        description={
          gone
            ? "They can sign in again, with the roles they still hold. Agents that were passed on stay with whoever answers for them now."
            : "Every session ends at once and they cannot sign in. Their name stays in the record. You can reactivate them later."
        }
        confirmLabel={gone ? "Reactivate" : "Deactivate"}
        destructive={!gone}
        onConfirm={act}
      >
        {gone ? null : <SuccessionPreview load={() => preview(person.id)} />}
        <Field label="Reason" hint="Stands in the audit log.">
          <Textarea value={reason} onChange={(event) => setReason(event.target.value)} rows={2} maxLength={500} />
        </Field>
      </ConfirmDialog>
      <Dialog open={link !== null} onOpenChange={(open) => (open ? undefined : setLink(null))}>
        <DialogContent title="New sign-in link" footer={<DialogClose render={<Button>Done</Button>} />}>
          {link ? <OneTimeLink link={link} name={person.name} /> : null}
        </DialogContent>
      </Dialog>
    </>
  );
}

/** A button with the answer of the rule that will be enforced: where it is no, it stays in reach and says why. */
function GatedButton({ ability, ...props }: ButtonProps & { ability: Ability }) {
  if (ability.allowed) return <Button variant="outline" {...props} />;
  return (
    <Tooltip content={ability.reason}>
      <Button variant="outline" {...props} disabled focusableWhenDisabled aria-description={ability.reason} />
    </Tooltip>
  );
}
