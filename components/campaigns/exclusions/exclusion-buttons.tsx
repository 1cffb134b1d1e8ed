"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { orThrow } from "@/components/people/use-action";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import { toast } from "@/components/ui/toast";
import type { ExclusionView } from "@/lib/campaigns/exclusions/views";
import { LIMITS } from "@/lib/campaigns/terms";
import type { ActionState } from "@/lib/http/action-state";

interface Seen {
  id: string;
  version: number;
  reason: string;
}

export interface ExclusionActions {
  decide: (input: Seen & { answer: "approve" | "reject" }) => Promise<ActionState<unknown>>;
  end: (input: Seen) => Promise<ActionState<unknown>>;
}

type Act = "approve" | "reject" | "end";

const WORDS = {
  approve: {
    button: "Agree",
    title: "Leave this out of campaigns?",
    what: "No campaign launched until the end asks about it. Every report names it, with your name.",
    done: "It is left out",
  },
  reject: {
    button: "Do not agree",
    title: "Keep this in campaigns?",
    what: "It is asked about like everything else.",
    done: "Not agreed to",
  },
  end: {
    button: "End",
    title: "End this now?",
    what: "The next campaign asks about it again.",
    done: "Ended",
  },
} as const satisfies Record<Act, object>;

/** What can be done about it: a second person decides, and either ends it early. */
export function ExclusionButtons({ view, actions }: { view: ExclusionView; actions: ExclusionActions }) {
  const [act, setAct] = useState<Act | null>(null);
  const acts: readonly Act[] = view.state === "requested" ? ["approve", "reject", "end"] : ["end"];
  const whyId = `why-${view.id}`;
  const { decide, end } = view.abilities;
  const refusal = view.state === "requested" ? decide : end;
  return (
    <div className="grid content-start justify-items-start gap-1 md:justify-items-end">
      <div className="flex flex-wrap gap-2">
        {acts.map((one) => (
          <Button
            key={one}
            size="sm"
            variant={one === "approve" ? "default" : "outline"}
            disabled={!(one === "end" ? end : decide).allowed}
            focusableWhenDisabled
            aria-describedby={refusal.allowed ? undefined : whyId}
            onClick={() => setAct(one)}
          >
            {one === "end" && view.state === "requested" ? "Withdraw" : WORDS[one].button}
          </Button>
        ))}
      </div>
      {refusal.allowed ? null : (
        <p id={whyId} className="text-muted-foreground text-xs">
          {refusal.reason}
        </p>
      )}
      {act ? <Ask view={view} act={act} actions={actions} close={() => setAct(null)} /> : null}
    </div>
  );
}

interface AskProps {
  view: ExclusionView;
  act: Act;
  actions: ExclusionActions;
  close: () => void;
}

function Ask({ view: { id, version, agentName }, act, actions, close }: AskProps) {
  const router = useRouter();
  const [reason, setReason] = useState("");

  async function carryOut(): Promise<void> {
    const seen = { id, version, reason };
    await orThrow(act === "end" ? actions.end(seen) : actions.decide({ ...seen, answer: act }));
    toast.success(WORDS[act].done);
    router.refresh();
  }

  return (
    <ConfirmDialog
      open
      onOpenChange={close}
      title={WORDS[act].title}
      description={`${agentName}: ${WORDS[act].what}`}
      confirmLabel={WORDS[act].button}
      onConfirm={carryOut}
    >
      <Field label="Why?" hint={`For the record: at least ${LIMITS.reasonLeast} characters.`}>
        <Textarea value={reason} onChange={(event) => setReason(event.target.value)} maxLength={LIMITS.text} />
      </Field>
    </ConfirmDialog>
  );
}
