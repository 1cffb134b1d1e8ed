"use client";

import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useSignIn } from "./use-sign-in";

/** E-mail and password of a local account. `folded` where other ways in come first. */
export function PasswordForm({ target, folded }: { target: string; folded: boolean }) {
  const [open, setOpen] = useState(!folded);
  const { start, pending, failure } = useSignIn(target);

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    void start("password", { email: String(form.get("email")), password: String(form.get("password")) });
  }

  if (!open) {
    return (
      <Button variant="link" className="justify-self-start" onClick={() => setOpen(true)}>
        Sign in with e-mail and password
      </Button>
    );
  }
  return (
    <form onSubmit={submit} className="grid gap-4">
      {failure ? (
        <Callout tone="danger" role="alert">
          {failure}
        </Callout>
      ) : null}
      <Field label="E-mail address" name="email">
        <Input type="email" autoComplete="username" required maxLength={254} autoFocus={!folded} />
      </Field>
      <Field label="Password" name="password">
        <Input type="password" autoComplete="current-password" required maxLength={200} />
      </Field>
      <Button type="submit" busy={pending !== null}>
        Sign in
      </Button>
      <p className="text-muted-foreground text-xs">
        No account, or the password is lost? An administrator makes you a one-time link.
      </p>
    </form>
  );
}
