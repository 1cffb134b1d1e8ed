"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useId, useState } from "react";
import { Refused } from "@/components/agents/refused";
import { useAction } from "@/components/people/use-action";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { FormButtons } from "@/components/ui/form-buttons";
import { Input } from "@/components/ui/input";
import { Time } from "@/components/ui/time";
import type { Proof } from "@/lib/credentials/terms";
import type { CredentialView } from "@/lib/credentials/views";
import { issueOf } from "@/lib/http/action-state";
import type { IdentityActions } from "./types";

export interface ProveDialogProps {
  credential: CredentialView;
  prove: IdentityActions["prove"];
  onClose: () => void;
}

/** Shows that an ended credential opens nothing, and says exactly what was shown. */
export function ProveDialog({ credential, prove, onClose }: ProveDialogProps) {
  const router = useRouter();
  const form = useId();
  const { run, busy, failure } = useAction();
  const [proven, setProven] = useState<{ way: Proof; refusedAttemptAt: Date | null } | null>(null);

  function close(): void {
    onClose();
    if (proven) router.refresh();
  }

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const secret = String(new FormData(event.currentTarget).get("secret") ?? "").trim();
    run(() => prove({ id: credential.id, ...(secret ? { secret } : {}) }), null, setProven);
  }

  return (
    <Dialog open onOpenChange={(open) => (open || busy ? undefined : close())}>
      <DialogContent
        title="Prove that it is dead"
        description="Asks what the token endpoint accepts for this instance now, and whether a token of it still lives."
        footer={
          proven ? (
            <Button onClick={close}>Done</Button>
          ) : (
            <FormButtons form={form} busy={busy}>
              Prove it
            </FormButtons>
          )
        }
      >
        {proven ? (
          <Outcome {...proven} />
        ) : (
          <form id={form} onSubmit={submit} className="grid gap-3">
            {credential.kind === "secret" ? (
              <Field
                label="The old secret"
                optional
                hint="With it the secret itself is tried and must be refused. It is not kept."
                error={issueOf(failure, "secret")}
              >
                <Input name="secret" type="password" maxLength={200} autoComplete="off" />
              </Field>
            ) : (
              <p className="text-muted-foreground">
                The private half is not here, so the key itself cannot be tried: what is proved is that nothing accepts
                it.
              </p>
            )}
            {failure && failure.issues.length === 0 ? <Refused failure={failure} /> : null}
          </form>
        )}
      </DialogContent>
    </Dialog>
  );
}

function Outcome({ way, refusedAttemptAt }: { way: Proof; refusedAttemptAt: Date | null }) {
  return (
    <Callout tone="success" role="status" title={way === "tried" ? "Tried, and refused" : "Nothing accepts it"}>
      <p>
        {way === "tried"
          ? "The secret was checked as the token endpoint checks it, and opened nothing."
          : "The token endpoint's own list for this instance does not contain it. The credential itself was not tried."}{" "}
        No token of it lives.
      </p>
      <p className="mt-1 text-muted-foreground">
        {refusedAttemptAt ? (
          <>
            Somebody last tried it <Time at={refusedAttemptAt} /> and was refused.
          </>
        ) : (
          "Nobody was seen trying it since it ended."
        )}
      </p>
    </Callout>
  );
}
