"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { Refused } from "@/components/agents/refused";
import { orThrow, useAction } from "@/components/people/use-action";
import { Button } from "@/components/ui/button";
import { ConfirmDialog, Dialog, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { FormButtons } from "@/components/ui/form-buttons";
import { Textarea } from "@/components/ui/textarea";
import { toast } from "@/components/ui/toast";
import { type ActionState, issueOf } from "@/lib/http/action-state";
import { targetText } from "@/lib/incidents/present";
import type { LiftSwitchInput, RequestLiftInput } from "@/lib/incidents/schema";
import type { SwitchView } from "@/lib/incidents/views";

export interface LiftButtonsProps {
  view: Pick<SwitchView, "id" | "version" | "targetKind" | "name" | "abilities" | "liftRequestedBy">;
  suspended: number;
  actions: {
    requestLift: (input: RequestLiftInput) => Promise<ActionState<unknown>>;
    lift: (input: LiftSwitchInput) => Promise<ActionState<{ resumed: number; kept: number }>>;
  };
}

/** Asking and lifting are two people's acts: the button that is not yours is off and says why. */
export function LiftButtons({ view, suspended, actions }: LiftButtonsProps) {
  const router = useRouter();
  const [open, setOpen] = useState<"ask" | "lift" | null>(null);
  const { requestLift, lift } = view.abilities;
  const what = targetText(view.targetKind, view.name);
  const asked = view.liftRequestedBy !== null;
  const why = asked ? lift : requestLift;
  const whyId = `why-not-${view.id}`;

  async function confirm(): Promise<void> {
    const { resumed, kept } = await orThrow(actions.lift({ id: view.id, version: view.version }));
    const stay = kept ? ` ${kept} stay suspended: moved by somebody since, or a condition is not met.` : "";
    const act = resumed === 1 ? "1 agent acts again." : `${resumed} agents act again.`;
    toast.success("The switch is lifted", { description: `${act}${stay}` });
    router.refresh();
  }

  return (
    <div className="flex flex-wrap items-center gap-2">
      <Button
        variant={asked ? "outline" : "default"}
        disabled={!requestLift.allowed}
        focusableWhenDisabled
        aria-describedby={why.allowed ? undefined : whyId}
        onClick={() => setOpen("ask")}
      >
        Ask to lift
      </Button>
      {asked ? (
        <Button
          disabled={!lift.allowed}
          focusableWhenDisabled
          aria-describedby={lift.allowed ? undefined : whyId}
          onClick={() => setOpen("lift")}
        >
          Lift the switch
        </Button>
      ) : null}
      {why.allowed ? null : (
        <p id={whyId} className="basis-full text-muted-foreground text-xs">
          {why.reason}
        </p>
      )}
      <Dialog open={open === "ask"} onOpenChange={(next) => setOpen(next ? "ask" : null)}>
        {open === "ask" ? <Ask view={view} act={actions.requestLift} close={() => setOpen(null)} /> : null}
      </Dialog>
      {open === "lift" ? (
        <ConfirmDialog
          open
          onOpenChange={(next) => setOpen(next ? "lift" : null)}
          title={`Let ${what} act again?`}
          description={`Of the agents it suspended (${suspended}), those that nobody moved since and whose conditions are met become active. Tokens from before stay dead.`}
          confirmLabel="Lift the switch"
          onConfirm={confirm}
        />
      ) : null}
    </div>
  );
}

function Ask({
  view,
  act,
  close,
}: {
  view: LiftButtonsProps["view"];
  act: LiftButtonsProps["actions"]["requestLift"];
  close: () => void;
}) {
  const router = useRouter();
  const { run, busy, failure } = useAction();

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const reason = String(new FormData(event.currentTarget).get("reason"));
    run(
      () => act({ id: view.id, version: view.version, reason }),
      "Asked: a second person lifts it",
      () => {
        close();
        router.refresh();
      },
    );
  }

  return (
    <DialogContent
      title="Ask to lift this switch?"
      description="A second person decides, who neither threw it nor asked. Until then everything stays stopped."
      size="sm"
      footer={
        <FormButtons form="ask-lift" busy={busy}>
          Ask to lift
        </FormButtons>
      }
    >
      <form id="ask-lift" onSubmit={submit} className="grid gap-3">
        <Field
          label="Why is it safe again?"
          hint="The second person decides on this."
          error={issueOf(failure, "reason")}
        >
          <Textarea name="reason" required minLength={5} maxLength={500} />
        </Field>
        {failure && failure.issues.length === 0 ? <Refused failure={failure} /> : null}
      </form>
    </DialogContent>
  );
}
