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
import { RadioGroup } from "@/components/ui/radio-group";
import { Textarea } from "@/components/ui/textarea";
import { LIMITS } from "@/lib/credentials/terms";
import type { Ability } from "@/lib/credentials/views";
import { issueOf } from "@/lib/http/action-state";
import type { IssuerActions } from "./types";

/** Trusts a workload issuer. */
export function AddIssuer({ ability, add }: { ability: Ability; add: IssuerActions["add"] }) {
  const [open, setOpen] = useState(false);
  return (
    <div className="grid justify-items-end gap-1 max-sm:justify-items-start">
      <Button
        disabled={!ability.allowed}
        focusableWhenDisabled
        aria-describedby={ability.allowed ? undefined : "no-issuer"}
        onClick={() => setOpen(true)}
      >
        <Plus aria-hidden /> Trust an issuer
      </Button>
      {ability.allowed ? null : (
        <p id="no-issuer" className="max-w-96 text-muted-foreground text-xs">
          {ability.reason}
        </p>
      )}
      <Dialog open={open} onOpenChange={setOpen}>
        {open ? <Form add={add} close={() => setOpen(false)} /> : null}
      </Dialog>
    </div>
  );
}

const KEY_PLACES = [
  {
    value: "discovery" as const,
    label: "From its discovery document",
    hint: "Usual: OpenID Connect Discovery names them.",
  },
  { value: "address" as const, label: "From an address", hint: "Where it publishes its key set without discovery." },
  { value: "hand" as const, label: "By hand", hint: "For an issuer that this server cannot reach." },
];
type KeyPlace = (typeof KEY_PLACES)[number]["value"];

function Form({ add, close }: { add: IssuerActions["add"]; close: () => void }) {
  const router = useRouter();
  const { run, busy, failure } = useAction();
  const [place, setPlace] = useState<KeyPlace>("discovery");

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    const text = (name: string) => String(given.get(name) ?? "");
    const name = text("name");
    run(
      () =>
        add({
          name,
          issuer: text("issuer"),
          audience: text("audience"),
          jwksUri: place === "address" ? text("jwksUri") : "",
          jwks: place === "hand" ? text("jwks") : "",
        }),
      `${name} is trusted`,
      () => {
        close();
        router.refresh();
      },
    );
  }

  return (
    <DialogContent
      title="Trust a workload issuer"
      description="Its tokens count only for instances whose credential names it, and only for this audience."
      footer={
        <FormButtons form="add-issuer" busy={busy}>
          Trust it
        </FormButtons>
      }
    >
      <form id="add-issuer" onSubmit={submit} className="grid gap-4">
        <Field label="Name" error={issueOf(failure, "name")}>
          <Input name="name" required maxLength={LIMITS.name} autoComplete="off" placeholder="Production cluster" />
        </Field>
        <Field label="Issuer" hint="Exactly as iss stands in its tokens." error={issueOf(failure, "issuer")}>
          <Input name="issuer" type="url" required maxLength={LIMITS.url} autoComplete="off" spellCheck={false} />
        </Field>
        <Field
          label="Audience"
          hint="What aud must be. Ask the platform for tokens with it; nothing else may accept the same."
          error={issueOf(failure, "audience")}
        >
          <Input name="audience" required maxLength={LIMITS.url} autoComplete="off" spellCheck={false} />
        </Field>
        <RadioGroup label="Its keys" value={place} onValueChange={setPlace} options={KEY_PLACES} />
        {place === "address" ? (
          <Field label="Address of its keys (JWKS)" error={issueOf(failure, "jwksUri")}>
            <Input name="jwksUri" type="url" required maxLength={LIMITS.url} autoComplete="off" spellCheck={false} />
          </Field>
        ) : null}
        {place === "hand" ? (
          <Field label="Key set (JWKS)" hint="Its public keys as JSON." error={issueOf(failure, "jwks")}>
            <Textarea name="jwks" required rows={5} spellCheck={false} className="font-mono text-xs" />
          </Field>
        ) : null}
        {failure && failure.issues.length === 0 ? <Refused failure={failure} /> : null}
      </form>
    </DialogContent>
  );
}
