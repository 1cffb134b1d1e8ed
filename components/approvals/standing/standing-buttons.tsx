"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { type SigningBegun, signWith } from "@/components/passkeys/sign";
import { orThrow } from "@/components/people/use-action";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import { toast } from "@/components/ui/toast";
import type { ConfirmInput, EndInput } from "@/lib/approvals/standing/schema";
import type { StandingView } from "@/lib/approvals/standing/views";
import type { ActionState } from "@/lib/http/action-state";

export interface StandingActions {
  confirm: (input: ConfirmInput) => Promise<ActionState<unknown>>;
  beginSigning: (id: string) => Promise<ActionState<SigningBegun>>;
  reject: (input: EndInput) => Promise<ActionState<unknown>>;
  revoke: (input: EndInput) => Promise<ActionState<unknown>>;
}

type Act = "confirm" | "reject" | "revoke";

const WORDS = {
  confirm: {
    button: "Agree",
    title: "Put this standing approval in force?",
    done: "In force: the next requests like it are not asked about",
  },
  reject: { button: "Reject", title: "Reject this proposal?", done: "Rejected" },
  revoke: { button: "Withdraw", title: "Withdraw this standing approval?", done: "Withdrawn" },
} as const satisfies Record<Act, object>;

/** What can be done with it: the button that is not yours is off, and the reason stands beside it. */
export function StandingButtons({ view, actions }: { view: StandingView; actions: StandingActions }) {
  const [act, setAct] = useState<Act | null>(null);
  const acts: readonly Act[] = view.state === "proposed" ? ["confirm", "reject"] : ["revoke"];
  const refusal = view.may[acts[0] ?? "revoke"];
  const whyId = `why-${view.id}`;
  return (
    <div className="flex flex-wrap items-center gap-2 lg:col-span-2">
      {acts.map((one) => (
        <Button
          key={one}
          variant={one === "confirm" ? "default" : "outline"}
          disabled={view.may[one] !== null}
          focusableWhenDisabled
          aria-describedby={view.may[one] ? whyId : undefined}
          onClick={() => setAct(one)}
        >
          {WORDS[one].button}
        </Button>
      ))}
      {refusal ? (
        <p id={whyId} className="text-muted-foreground text-xs">
          {refusal}
        </p>
      ) : null}
      {act ? <Ask view={view} act={act} actions={actions} close={() => setAct(null)} /> : null}
    </div>
  );
}

function Ask({
  view,
  act,
  actions,
  close,
}: {
  view: StandingView;
  act: Act;
  actions: StandingActions;
  close: () => void;
}) {
  const router = useRouter();
  const [reason, setReason] = useState("");
  const { id, version } = view;
  const { title, button, done } = WORDS[act];

  async function carryOut(): Promise<void> {
    if (act === "confirm") await confirm(view, actions);
    else await orThrow(actions[act]({ id, version, reason }));
    toast.success(done);
    router.refresh();
  }

  return (
    <ConfirmDialog
      open
      onOpenChange={close}
      title={title}
      description={saying(view, act)}
      confirmLabel={act === "confirm" && view.signed ? "Sign and agree" : button}
      destructive={act === "revoke"}
      onConfirm={carryOut}
    >
      {act === "confirm" ? null : (
        <Field label="Why?" hint="For the record: at least 10 characters.">
          <Textarea value={reason} onChange={(event) => setReason(event.target.value)} maxLength={1000} />
        </Field>
      )}
    </ConfirmDialog>
  );
}

async function confirm({ id, version, signed }: StandingView, actions: StandingActions): Promise<void> {
  if (!signed) {
    await orThrow(actions.confirm({ id, version }));
    return;
  }
  const answer = await signWith(() => actions.beginSigning(id));
  if (!answer.ok) throw new Error(answer.message);
  await orThrow(actions.confirm({ id, version, assertion: answer.assertion }));
}

function saying({ agent, server, tool, maxUses, used }: StandingView, act: Act): string {
  const what = `${agent.name}, ${server}/${tool}`;
  if (act === "confirm")
    return `Up to ${maxUses} requests of ${what} within these bounds are approved without asking, in your name and the proposer's.`;
  if (act === "reject") return `Nothing is approved by it. Requests of ${what} wait for people as before.`;
  return `From now on requests of ${what} wait for people again. What it approved already (${used}) stays approved. This cannot be undone.`;
}
