"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { orThrow } from "@/components/people/use-action";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { ConfirmDialog } from "@/components/ui/dialog";
import { toast } from "@/components/ui/toast";
import type { FinishInput } from "@/lib/campaigns/closing/schema";
import type { FinishView } from "@/lib/campaigns/closing/views";
import type { ActionState } from "@/lib/http/action-state";
import { counted } from "./words";

/** The last act: everything is proven gone, or what is left is signed for. */
export function FinishCard({
  finish,
  act,
}: {
  finish: FinishView;
  act: (input: FinishInput) => Promise<ActionState<unknown>>;
}) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const { abilities, needsTotal, running, campaignId: id, version } = finish;
  const signed = finish.needs.length > 0 && finish.needs.every((need) => need.signed !== null);
  const ability = abilities.finish;

  async function carryOut(): Promise<void> {
    await orThrow(act({ id, version }));
    toast.success("The campaign is closed");
    router.refresh();
  }

  return (
    <Callout
      tone={ability.allowed ? "success" : running ? "info" : "warning"}
      title={titleOf(finish, signed)}
      actions={
        <Button
          disabled={!ability.allowed}
          focusableWhenDisabled
          aria-describedby={ability.allowed ? undefined : "why-not-finish"}
          onClick={() => setOpen(true)}
        >
          Finish the campaign
        </Button>
      }
    >
      <span id="why-not-finish">
        {ability.allowed
          ? "Nothing is under way any more. As long as it is not finished, what was taken can be given back within its window."
          : ability.reason}
      </span>
      {open ? (
        <ConfirmDialog
          open
          onOpenChange={setOpen}
          title="Finish the campaign?"
          description={
            needsTotal
              ? `It is closed with ${counted(needsTotal, "exception")}. From then on nothing of it can be given back.`
              : "Everything that was withdrawn is settled. From then on nothing of it can be given back."
          }
          confirmLabel="Finish the campaign"
          onConfirm={carryOut}
        />
      ) : null}
    </Callout>
  );
}

function titleOf({ needsTotal, running }: FinishView, signed: boolean): string {
  if (running) return `${counted(running, "remediation")} under way`;
  if (needsTotal === 0) return "Everything that was withdrawn is settled";
  return signed
    ? `What is left is signed for: ${counted(needsTotal, "exception")}`
    : `${counted(needsTotal, "item")} not settled`;
}
