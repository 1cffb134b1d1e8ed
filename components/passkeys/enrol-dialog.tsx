"use client";

import type { PublicKeyCredentialCreationOptionsJSON } from "@simplewebauthn/server";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { FormButtons } from "@/components/ui/form-buttons";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toast";
import type { ActionState } from "@/lib/http/action-state";
import type { FinishEnrolmentInput } from "@/lib/passkeys/schema";
import { PASSKEY_LIMITS } from "@/lib/passkeys/terms";
import { ceremonyProblem } from "./ceremony";

interface EnrolActions {
  begin: () => Promise<ActionState<PublicKeyCredentialCreationOptionsJSON>>;
  finish: (input: FinishEnrolmentInput) => Promise<ActionState<{ id: string; keys: number }>>;
}

export interface EnrolButtonProps extends EnrolActions {
  /** Why not now, as a sentence; null when it is possible. */
  bar: string | null;
}

/** The button that enrols a passkey: off with the reason, or a dialog that asks for a name and then for the device. */
export function EnrolButton({ bar, ...actions }: EnrolButtonProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        disabled={bar !== null}
        focusableWhenDisabled
        aria-describedby={bar ? "why-no-passkey" : undefined}
        onClick={() => setOpen(true)}
      >
        Add a passkey
      </Button>
      <Dialog open={open} onOpenChange={setOpen}>
        {open ? <Enrol {...actions} close={() => setOpen(false)} /> : null}
      </Dialog>
    </>
  );
}

function Enrol({ begin, finish, close }: EnrolActions & { close: () => void }) {
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);

  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const name = String(new FormData(event.currentTarget).get("name"));
    setBusy(true);
    setFailure(null);
    const problem = await enrol(name, { begin, finish });
    setBusy(false);
    setFailure(problem);
    if (problem) return;
    toast.success("Passkey added", { description: "You can sign decisions with it from now on." });
    close();
    router.refresh();
  }

  return (
    <DialogContent
      title="Add a passkey"
      description="Your device makes a key that never leaves it, and asks for your fingerprint, your face or its PIN each time it signs."
      size="sm"
      footer={
        <FormButtons form="enrol-passkey" busy={busy}>
          Continue with your device
        </FormButtons>
      }
    >
      <form id="enrol-passkey" onSubmit={(event) => void submit(event)} className="grid gap-3">
        <Field label="Name" hint="So that you know it among others, for example “Work laptop”.">
          <Input name="name" required maxLength={PASSKEY_LIMITS.nameLength} autoComplete="off" />
        </Field>
        {failure ? (
          <Callout tone="danger" role="alert">
            {failure}
          </Callout>
        ) : null}
      </form>
    </DialogContent>
  );
}

/** @returns what went wrong, as a sentence; null when the key is enrolled */
async function enrol(name: string, { begin, finish }: EnrolActions): Promise<string | null> {
  const unsupported = await ceremonyProblem();
  if (unsupported) return unsupported;
  const begun = await begin();
  if (!begun.ok) return begun.message;
  const { startRegistration } = await import("@simplewebauthn/browser");
  try {
    const response = await startRegistration({ optionsJSON: begun.value });
    const done = await finish({ response, name });
    return done.ok ? null : (done.issues[0]?.message ?? done.message);
  } catch (error) {
    const kind = error instanceof Error ? error.name : "";
    if (kind === "InvalidStateError") return "This device holds a passkey of yours already: it is in the list.";
    if (kind === "NotAllowedError") return "No key was made: the request was cancelled or took too long. Try again.";
    return "Your device made no key that can be used here. Try another device or browser.";
  }
}
