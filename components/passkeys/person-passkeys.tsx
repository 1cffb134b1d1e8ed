"use client";

import { useState } from "react";
import { orThrow } from "@/components/people/use-action";
import { ConfirmDialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import { toast } from "@/components/ui/toast";
import type { ActionState } from "@/lib/http/action-state";
import type { PasskeyRow } from "@/lib/passkeys/terms";
import { PasskeyList } from "./passkey-list";

export interface PersonPasskeysProps {
  passkeys: readonly PasskeyRow[];
  name: string;
  revoke: (input: { id: string; reason: string }) => Promise<ActionState<{ left: number }>>;
}

/** Somebody else's passkeys, for whoever looks after people: to take away what was lost. Nobody can add one for them. */
export function PersonPasskeys({ passkeys, name, revoke }: PersonPasskeysProps) {
  const [reason, setReason] = useState("");
  if (!passkeys.length) {
    return <p className="text-muted-foreground">None. Only {name} can add one, after a sign-in of their own.</p>;
  }
  return (
    <PasskeyList
      passkeys={passkeys}
      verb="Revoke"
      ask={({ passkey, left, close, done }) => (
        <ConfirmDialog
          open
          onOpenChange={close}
          title={`Revoke ${passkey.name} of ${name}?`}
          description={`It cannot sign any more, and ${name} is told. ${
            left === 0
              ? "It is their last one: they approve nothing of tier high or critical until they add another. "
              : ""
          }What was signed with it stays valid. This cannot be undone.`}
          confirmLabel="Revoke"
          destructive
          onConfirm={async () => {
            await orThrow(revoke({ id: passkey.id, reason }));
            toast.success("Passkey revoked");
            setReason("");
            done();
          }}
        >
          <Field label="Why?" hint="For the record: at least 10 characters.">
            <Textarea value={reason} onChange={(event) => setReason(event.target.value)} maxLength={1000} />
          </Field>
        </ConfirmDialog>
      )}
    />
  );
}
