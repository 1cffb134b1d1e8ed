"use client";

import type { Route } from "next";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { Refused } from "@/components/agents/refused";
import { type SigningBegun, signWith } from "@/components/passkeys/sign";
import { Button, buttonVariants } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import { toast } from "@/components/ui/toast";
import type { ExtentInput, ProposeInput } from "@/lib/approvals/standing/schema";
import type { StandingOffer } from "@/lib/approvals/standing/views";
import { type ActionFailure, type ActionState, issueOf } from "@/lib/http/action-state";
import { BoundField } from "./bound-field";
import { conditionsOf, startOf } from "./conditions";

export interface ProposeFormProps {
  offer: StandingOffer;
  propose: (input: ProposeInput) => Promise<ActionState<{ id: string }>>;
  beginSigning: (input: ExtentInput) => Promise<ActionState<SigningBegun>>;
}

/** Says what the next requests may be that nobody is asked about, how often and for how long. Nothing is open that is not said. */
export function ProposeForm({ offer, propose, beginSigning }: ProposeFormProps) {
  const router = useRouter();
  const [bounds, setBounds] = useState(() => offer.arguments.map(startOf));
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<ActionFailure | null>(null);
  const [unsigned, setUnsigned] = useState<string | null>(null);
  const impossible = offer.arguments.some(({ never }) => never !== null);
  const conditions = offer.arguments.flatMap((one, at) => conditionsOf(one, bounds[at] ?? startOf(one)));

  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const extent = {
      fromId: offer.fromId,
      conditions,
      maxUses: Number(form.get("maxUses")),
      days: Number(form.get("days")),
    };
    setBusy(true);
    setUnsigned(null);
    setFailure(null);
    await send(extent, String(form.get("reason")));
    setBusy(false);
  }

  async function send(extent: ExtentInput, reason: string): Promise<void> {
    const signed = offer.signed ? await signWith(() => beginSigning(extent)) : null;
    if (signed && !signed.ok) return setUnsigned(signed.message);
    const answer = await propose({ ...extent, reason, ...(signed ? { assertion: signed.assertion } : {}) });
    if (!answer.ok) return setFailure(answer);
    toast.success("Proposed: a second person agrees to it");
    router.push("/approvals/standing" as Route);
  }

  return (
    <form onSubmit={(event) => void submit(event)} className="grid max-w-3xl gap-4">
      <Card aria-labelledby="bounds">
        <CardHeader
          id="bounds"
          title="What they may be"
          description="Every argument is bound. A request outside, or with an argument that is not here, waits for people as before."
        />
        <CardContent className="py-1">
          {offer.arguments.length === 0 ? <p className="py-3 text-muted-foreground">It has no arguments.</p> : null}
          {offer.arguments.map((boundable, at) => (
            <BoundField
              key={boundable.argument}
              boundable={boundable}
              bound={bounds[at] ?? startOf(boundable)}
              error={errorOf(failure, boundable.argument, conditions)}
              onChange={(next) => setBounds(bounds.map((one, place) => (place === at ? next : one)))}
            />
          ))}
        </CardContent>
      </Card>
      <Card aria-labelledby="extent">
        <CardHeader id="extent" title="How often, for how long, and why" />
        <CardContent className="grid gap-4">
          <div className="grid grid-cols-2 gap-3 sm:max-w-sm">
            <Field label="Uses" hint={`At most ${offer.mostUses}.`} error={issueOf(failure, "maxUses")}>
              <Input name="maxUses" type="number" required min={1} max={offer.mostUses} defaultValue="10" />
            </Field>
            <Field label="Days" hint={`At most ${offer.mostDays}.`} error={issueOf(failure, "days")}>
              <Input name="days" type="number" required min={1} max={offer.mostDays} defaultValue="7" />
            </Field>
          </div>
          <Field
            label="Why need nobody be asked?"
            hint="The second person decides on this."
            error={issueOf(failure, "reason")}
          >
            <Textarea name="reason" required minLength={10} maxLength={1000} />
          </Field>
        </CardContent>
      </Card>
      {unsigned ? (
        <Callout tone="danger" role="alert">
          {unsigned}
        </Callout>
      ) : null}
      {failure ? <Refused failure={failure} /> : null}
      <div className="flex flex-wrap items-center gap-2">
        <Button type="submit" busy={busy} disabled={impossible} focusableWhenDisabled>
          {offer.signed ? "Sign and propose" : "Propose"}
        </Button>
        <Link href={`/approvals/${offer.fromId}` as Route} className={buttonVariants({ variant: "outline" })}>
          Back to the request
        </Link>
        <p className="text-muted-foreground text-xs">
          Nothing is approved by it before a second reviewer agrees. It ends when the agent, the tool or the policy
          changes.
        </p>
      </div>
    </form>
  );
}

/** The server names an argument by its path, or a condition by its place. */
function errorOf(failure: ActionFailure | null, argument: string, conditions: readonly { argument: string }[]) {
  const own = issueOf(failure, `conditions.${argument}`);
  if (own || !failure) return own;
  const at = conditions.findIndex((condition) => condition.argument === argument);
  return failure.issues.find(({ path }) => at >= 0 && path.startsWith(`conditions.${at}.`))?.message;
}
