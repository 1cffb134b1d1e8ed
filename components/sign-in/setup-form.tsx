"use client";

import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { type ActionState, issueOf } from "@/lib/http/action-state";
import { PASSWORD_MIN } from "@/lib/people/terms";
import { useSignIn } from "./use-sign-in";

export interface SetupFormProps {
  token: string;
  purpose: "first_admin" | "invitation" | "renewal";
  name: string;
  email: string;
  /** The identity provider that can be used instead of a password. */
  provider: string | null;
  complete: (fields: {
    token: string;
    name?: string;
    email?: string;
    password: string;
  }) => Promise<ActionState<{ email: string }>>;
  carry: (token: string) => Promise<ActionState<boolean>>;
}

const HEADINGS = {
  first_admin: "Make the first administrator",
  invitation: "Welcome",
  renewal: "Choose a new password",
} as const;

/** What a one-time link opens: the first administrator's account, an invitation, a new password. */
export function SetupForm({ token, purpose, name, email, provider, complete, carry }: SetupFormProps) {
  const [state, setState] = useState<ActionState<unknown> | null>(null);
  const [busy, setBusy] = useState(false);
  const { start, failure } = useSignIn("/");
  const first = purpose === "first_admin";

  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const password = String(form.get("password"));
    const own = first ? { name: String(form.get("name")), email: String(form.get("email")) } : {};
    setBusy(true);
    const answer = await complete({ token, password, ...own });
    setState(answer);
    if (answer.ok) await start("password", { email: answer.value.email, password });
    setBusy(false);
  }

  async function throughProvider(): Promise<void> {
    setBusy(true);
    const answer = await carry(token);
    if (answer.ok && answer.value) await start("oidc", {});
    else window.location.reload();
  }

  return (
    <div className="grid gap-5">
      <div>
        <h1 className="font-semibold text-xl tracking-tight">{HEADINGS[purpose]}</h1>
        <p className="mt-1 text-muted-foreground">
          {first ? "This account runs people and the installation." : `This account is ${name}, ${email}.`} The link
          works once.
        </p>
      </div>
      {provider ? (
        <Button variant="outline" disabled={busy} onClick={() => void throughProvider()}>
          Continue with {provider}
        </Button>
      ) : null}
      <form onSubmit={(event) => void submit(event)} className="grid gap-4">
        <Failure state={state} failure={failure} />
        {first ? (
          <>
            <Field label="Name" name="name" error={issueOf(state, "name")}>
              <Input autoComplete="name" required maxLength={120} />
            </Field>
            <Field label="E-mail address" name="email" error={issueOf(state, "email")}>
              <Input type="email" autoComplete="username" required maxLength={254} />
            </Field>
          </>
        ) : (
          <input type="hidden" autoComplete="username" value={email} readOnly />
        )}
        <Field
          label="Password"
          name="password"
          hint={`At least ${PASSWORD_MIN} characters. A sentence is better than symbols.`}
          error={issueOf(state, "password")}
        >
          <Input type="password" autoComplete="new-password" required minLength={PASSWORD_MIN} maxLength={200} />
        </Field>
        <Button type="submit" busy={busy}>
          {purpose === "renewal" ? "Set the password and sign in" : "Set up and sign in"}
        </Button>
      </form>
    </div>
  );
}

function Failure({ state, failure }: { state: ActionState<unknown> | null; failure: string | null }) {
  const refused = state && !state.ok && state.issues.length === 0 ? state.message : null;
  const sentence = refused ?? failure;
  if (!sentence) return null;
  return (
    <Callout tone="danger" role="alert">
      {sentence}
    </Callout>
  );
}
