"use client";

import { CircleCheck, FlaskConical, OctagonX, TriangleAlert } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { type FormEvent, useId, useState } from "react";
import { Refused } from "@/components/agents/refused";
import { cn } from "@/components/cn";
import { useAction } from "@/components/people/use-action";
import { Button, buttonVariants } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { LiteralText } from "@/components/ui/literal-text";
import { Switch } from "@/components/ui/switch";
import { Textarea } from "@/components/ui/textarea";
import { type ActionState, issueOf } from "@/lib/http/action-state";
import { acknowledgement, endedText, targetText } from "@/lib/incidents/present";
import type { ThrowSwitchInput } from "@/lib/incidents/schema";
import type { SwitchPreview } from "@/lib/incidents/views";

export interface ThrownAnswer {
  points: number;
  behind: number;
  killMicros: number | null;
  suspended: number;
  tokens: number;
  approvals: number;
  credentials: number;
}

export interface ThrowFormProps {
  preview: SwitchPreview;
  drill: boolean;
  act: (input: ThrowSwitchInput) => Promise<ActionState<ThrownAnswer>>;
}

/** The last step: why, whether credentials end too, and the target's name typed. Nothing happens before the button. */
export function ThrowForm({ preview, drill: first, act }: ThrowFormProps) {
  const router = useRouter();
  const { run, busy, failure } = useAction();
  const [drill, setDrill] = useState(first);
  const [typed, setTyped] = useState("");
  const [revoke, setRevoke] = useState(preview.targetKind === "agent");
  const [thrown, setThrown] = useState<(ThrownAnswer & { drill: boolean }) | null>(null);
  const { abilities, phrase, targetKind, target, name } = preview;
  if (thrown) return <Done thrown={thrown} what={targetText(targetKind, name)} />;
  const confirmed = drill || plain(typed) === plain(phrase);
  const mayRevoke = abilities.revokeCredentials.allowed;

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const reason = String(new FormData(event.currentTarget).get("reason"));
    const revokeCredentials = revoke && mayRevoke && !drill;
    const input = { targetKind, target, reason, drill, revokeCredentials, confirmation: drill ? "" : typed };
    run(
      () => act(input),
      null,
      (answer) => {
        setThrown({ ...answer, drill });
        router.refresh();
      },
    );
  }

  return (
    <form onSubmit={submit} className="grid gap-4">
      {abilities.throw.allowed ? null : (
        <Callout tone="warning" title="You cannot throw this switch">
          {abilities.throw.reason} Send this page’s address to somebody who may.
        </Callout>
      )}
      <Field
        label="Reason"
        hint="Stands in the audit log and beside the switch, for everyone it concerns."
        error={issueOf(failure, "reason")}
      >
        <Textarea name="reason" required minLength={5} maxLength={500} rows={2} />
      </Field>
      <Option
        label="Only a drill"
        hint="Goes the whole way to every decision point and measures it. Nothing is stopped and nobody is alarmed."
        checked={drill}
        onChange={setDrill}
      />
      {drill ? null : (
        <Option
          label="Revoke their credentials too"
          hint={
            mayRevoke
              ? "For a key that may be in wrong hands. Cannot be undone: each instance then needs a new credential. Tokens end in any case."
              : (abilities.revokeCredentials as { reason: string }).reason
          }
          checked={revoke && mayRevoke}
          disabled={!mayRevoke}
          onChange={setRevoke}
        />
      )}
      {drill ? null : (
        <Field
          label={
            <>
              Type “<LiteralText text={phrase} />” to confirm
            </>
          }
        >
          <Input value={typed} onValueChange={setTyped} autoComplete="off" spellCheck={false} />
        </Field>
      )}
      {failure && failure.issues.length === 0 ? <Refused failure={failure} /> : null}
      <div className="flex flex-wrap items-center gap-2">
        <Button
          type="submit"
          variant={drill ? "default" : "destructive"}
          busy={busy}
          disabled={!abilities.throw.allowed || !confirmed}
          className="h-10 px-5 max-sm:w-full"
        >
          {drill ? <FlaskConical aria-hidden /> : <OctagonX aria-hidden />}
          {drill ? "Run the drill" : "Stop now"}
        </Button>
        <Link href={"/kill-switch" as Route} className={cn(buttonVariants({ variant: "ghost" }), "h-10 max-sm:w-full")}>
          Cancel
        </Link>
      </div>
    </form>
  );
}

const plain = (text: string) => text.normalize("NFC").replace(/\s+/g, " ").trim().toLowerCase();

function Option(props: {
  label: string;
  hint: string;
  checked: boolean;
  disabled?: boolean;
  onChange: (on: boolean) => void;
}) {
  const { label, hint, checked, disabled, onChange } = props;
  const id = useId();
  return (
    <div className="flex items-start justify-between gap-4 rounded-md border border-border px-3 py-2.5">
      <div className="min-w-0">
        <label htmlFor={id} className="font-medium">
          {label}
        </label>
        <p id={`${id}-hint`} className="mt-0.5 text-muted-foreground text-xs">
          {hint}
        </p>
      </div>
      <Switch
        id={id}
        aria-describedby={`${id}-hint`}
        checked={checked}
        onCheckedChange={onChange}
        disabled={disabled}
        className="mt-0.5"
      />
    </div>
  );
}

/** What happened, in the words of who has just pressed the button. */
function Done({ thrown, what }: { thrown: ThrownAnswer & { drill: boolean }; what: string }) {
  const counts = { agents: 0, resumed: null, kept: null, ...thrown };
  const late = thrown.behind > 0;
  const Icon = late ? TriangleAlert : CircleCheck;
  return (
    <div role="status" className="grid gap-3">
      <p className="flex items-start gap-2 font-semibold text-lg">
        <Icon
          aria-hidden
          className={late ? "mt-1 size-5 shrink-0 text-warning" : "mt-1 size-5 shrink-0 text-success"}
        />
        <span className="[overflow-wrap:anywhere]">
          {thrown.drill ? "The drill is over: " : "Stopped: "}
          <LiteralText text={what} />
        </span>
      </p>
      <p>{acknowledgement({ counts, killMicros: thrown.killMicros, drill: thrown.drill })}</p>
      {thrown.drill ? null : <p className="text-muted-foreground">{endedText(thrown)} A second person lifts it.</p>}
      <div>
        <Link href={"/kill-switch" as Route} className={buttonVariants({ variant: "outline" })}>
          Show the kill switch
        </Link>
      </div>
    </div>
  );
}
