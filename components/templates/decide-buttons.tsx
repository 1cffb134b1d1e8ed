"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { orThrow } from "@/components/people/use-action";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/dialog";
import { toast } from "@/components/ui/toast";
import type { ActionState } from "@/lib/http/action-state";
import type { DecideTemplateInput, TemplateDetail } from "@/lib/templates/schema";

type Decide = (input: DecideTemplateInput) => Promise<ActionState<unknown>>;

export interface DecideButtonsProps {
  template: Pick<TemplateDetail, "id" | "name" | "version" | "state" | "abilities">;
  approve: Decide;
  retire: Decide;
}

/** Approves a proposal, declines it, or withdraws what was approved. What the rule forbids says why. */
export function DecideButtons({ template, approve, retire }: DecideButtonsProps) {
  const router = useRouter();
  const [asking, setAsking] = useState<"approve" | "retire" | null>(null);
  const { id, name, version, state, abilities } = template;
  const declining = state === "proposed";
  const verb = declining ? "Decline" : "Retire";

  async function act(decide: Decide, done: string): Promise<void> {
    await orThrow(decide({ id, version }));
    toast.success(done);
    router.refresh();
  }

  return (
    <>
      {abilities.retire.allowed ? (
        <Button variant="outline" onClick={() => setAsking("retire")}>
          {verb}
        </Button>
      ) : null}
      {declining ? (
        <Button
          disabled={!abilities.approve.allowed}
          focusableWhenDisabled
          aria-describedby={abilities.approve.allowed ? undefined : "why-not-approve"}
          onClick={() => setAsking("approve")}
        >
          Approve
        </Button>
      ) : null}
      {declining && !abilities.approve.allowed ? (
        <p id="why-not-approve" className="w-full text-right text-muted-foreground text-xs">
          {abilities.approve.reason}
        </p>
      ) : null}
      <ConfirmDialog
        open={asking === "approve"}
        onOpenChange={(open) => setAsking(open ? "approve" : null)}
        title={`Approve ${name}?`}
        description="Everybody who may register agents can then begin from it."
        confirmLabel="Approve"
        onConfirm={() => act(approve, `${name} is approved`)}
      />
      <ConfirmDialog
        open={asking === "retire"}
        onOpenChange={(open) => setAsking(open ? "retire" : null)}
        title={`${verb} ${name}?`}
        description="Nobody can begin from it any more. Agents made from it stay as they are. This cannot be undone."
        confirmLabel={verb}
        destructive
        onConfirm={() => act(retire, `${name} is retired`)}
      />
    </>
  );
}
