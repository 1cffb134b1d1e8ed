"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/dialog";
import { lateParts, useLate } from "@/components/ui/late-parts";
import { toast } from "@/components/ui/toast";
import type { HandOverView } from "@/lib/agents/schema";
import type { AnswerActions } from "./actions";

const parts = lateParts(() => import("./decline-dialog"));

export interface AnswerButtonsProps {
  offer: Pick<HandOverView, "id" | "seat" | "agent" | "to" | "from" | "abilities">;
  actions: AnswerActions;
}

/** What this person may do about an offer: accept and decline it, or take it back. Nothing for everybody else. */
export function AnswerButtons({ offer, actions }: AnswerButtonsProps) {
  const router = useRouter();
  const [asking, setAsking] = useState<"accept" | "decline" | "withdraw" | null>(null);
  const late = useLate(parts, asking === "decline");
  const { accept, decline, withdraw } = offer.abilities;
  const { name } = offer.agent;
  const close = () => setAsking(null);

  async function run(done: ReturnType<AnswerActions["accept"]>, said: string): Promise<void> {
    const answer = await done;
    if (!answer.ok) throw new Error(answer.message);
    toast.success(said);
    router.refresh();
  }

  return (
    <div className="flex flex-wrap items-center gap-2">
      {decline.allowed ? (
        <Button
          size="sm"
          variant="outline"
          aria-label={`Decline to answer for ${name} as ${offer.seat}`}
          onPointerEnter={parts.fetch}
          onFocus={parts.fetch}
          onClick={() => setAsking("decline")}
        >
          Decline
        </Button>
      ) : null}
      {accept.allowed ? (
        <Button
          size="sm"
          aria-label={`Accept to answer for ${name} as ${offer.seat}`}
          onClick={() => setAsking("accept")}
        >
          Accept
        </Button>
      ) : null}
      {!accept.allowed && decline.allowed ? <p className="text-muted-foreground text-xs">{accept.reason}</p> : null}
      {withdraw.allowed ? (
        <Button
          size="sm"
          variant="outline"
          aria-label={`Withdraw the offer to ${offer.to.name} to answer for ${name} as ${offer.seat}`}
          onClick={() => setAsking("withdraw")}
        >
          Withdraw
        </Button>
      ) : null}
      <ConfirmDialog
        open={asking === "accept"}
        onOpenChange={close}
        title={`Answer for ${name} as ${offer.seat}?`}
        description={`From now on ${offer.from ? `you answer in place of ${offer.from.name}` : "you answer for it"}. It is recorded under your name, and you can hand it over again.`}
        confirmLabel="Accept"
        onConfirm={() => run(actions.accept({ id: offer.id }), `You answer for ${name}`)}
      />
      <ConfirmDialog
        open={asking === "withdraw"}
        onOpenChange={close}
        title={`Withdraw the offer to ${offer.to.name}?`}
        description={`${offer.to.name} can no longer accept. ${offer.from?.name ?? "Nobody"} stays ${offer.seat} of ${name}.`}
        confirmLabel="Withdraw"
        onConfirm={() => run(actions.withdraw({ id: offer.id }), "Offer withdrawn")}
      />
      {asking === "decline" && late ? (
        <late.DeclineDialog offer={offer} decline={actions.decline} onClose={close} />
      ) : null}
    </div>
  );
}
