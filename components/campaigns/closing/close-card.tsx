"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { orThrow } from "@/components/people/use-action";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Card, CardContent, CardHeader, FactList } from "@/components/ui/card";
import { CopyId } from "@/components/ui/copy-id";
import { ConfirmDialog } from "@/components/ui/dialog";
import { LiteralText } from "@/components/ui/literal-text";
import { Time } from "@/components/ui/time";
import { toast } from "@/components/ui/toast";
import type { CloseInput, WithdrawCloseInput } from "@/lib/campaigns/closing/schema";
import type { ClosePreview } from "@/lib/campaigns/closing/views";
import type { ActionState } from "@/lib/http/action-state";
import { counted } from "./words";

export interface CloseActions {
  ask: (input: CloseInput) => Promise<ActionState<unknown>>;
  confirm: (input: CloseInput) => Promise<ActionState<unknown>>;
  withdraw: (input: WithdrawCloseInput) => Promise<ActionState<unknown>>;
}

type Act = keyof CloseActions;

/** The close itself: exactly these effects, by one person or by two. The button that is not yours is off and says why. */
export function CloseCard({ preview, actions }: { preview: ClosePreview; actions: CloseActions }) {
  const [act, setAct] = useState<Act | null>(null);
  const { asked, abilities, needsSecondPerson } = preview;
  // Withdrawing is for who could ask: to others it is no button that is off, but none.
  const acts: readonly Act[] = asked
    ? ["confirm", ...(abilities.withdraw.allowed ? (["withdraw"] as const) : [])]
    : ["ask"];
  const refusals = acts.flatMap((one) => (abilities[one].allowed ? [] : [abilities[one].reason]));
  return (
    <Card aria-labelledby="the-close">
      <CardHeader id="the-close" title={asked ? "Waits for a second person" : "Close the campaign"} />
      <CardContent className="grid gap-4">
        <FactList
          className="grid-cols-[minmax(5rem,7rem)_1fr]"
          facts={[
            { label: "Loses something", value: counted(preview.revocations, "item") },
            { label: "Of all", value: `${preview.share.toLocaleString("en")} %` },
            { label: "Digest", value: <CopyId id={preview.digest} what="digest of the effects" short /> },
            ...(asked
              ? [
                  {
                    label: "Asked by",
                    value: (
                      <>
                        <LiteralText text={asked.by?.name ?? "Somebody"} /> <Time at={asked.at} />
                      </>
                    ),
                  },
                ]
              : []),
          ]}
        />
        <p className="text-muted-foreground">{preview.secondPerson}</p>
        {asked?.stale ? (
          <Callout tone="warning" title="Something changed since it was asked for">
            What would happen now is not what was asked for. Withdraw it, read this page again, and ask anew.
          </Callout>
        ) : null}
        <div className="grid gap-2">
          {acts.map((one) => (
            <Button
              key={one}
              variant={one === "withdraw" ? "outline" : "default"}
              disabled={!abilities[one].allowed}
              focusableWhenDisabled
              aria-describedby={refusals.length ? "why-not-close" : undefined}
              onClick={() => setAct(one)}
            >
              {labelOf(one, needsSecondPerson)}
            </Button>
          ))}
          {refusals.length ? (
            <p id="why-not-close" className="text-muted-foreground text-xs">
              {[...new Set(refusals)].join(" ")}
            </p>
          ) : null}
        </div>
      </CardContent>
      {act ? <Ask preview={preview} act={act} actions={actions} close={() => setAct(null)} /> : null}
    </Card>
  );
}

function labelOf(act: Act, second: boolean): string {
  if (act === "confirm") return "Confirm the close";
  if (act === "withdraw") return "Withdraw the request";
  return second ? "Ask to close" : "Close now";
}

function Ask({
  preview,
  act,
  actions,
  close,
}: {
  preview: ClosePreview;
  act: Act;
  actions: CloseActions;
  close: () => void;
}) {
  const router = useRouter();
  const { campaignId: id, version, digest, needsSecondPerson } = preview;
  async function carryOut(): Promise<void> {
    if (act === "withdraw") await orThrow(actions.withdraw({ id, version }));
    else await orThrow(actions[act]({ id, version, digest }));
    toast.success(doneText(act, needsSecondPerson));
    router.refresh();
  }
  return (
    <ConfirmDialog
      open
      onOpenChange={close}
      title={`${labelOf(act, needsSecondPerson)}?`}
      description={saying(preview, act)}
      confirmLabel={labelOf(act, needsSecondPerson)}
      destructive={act === "confirm" || (act === "ask" && !needsSecondPerson)}
      onConfirm={carryOut}
    />
  );
}

function doneText(act: Act, second: boolean): string {
  if (act === "withdraw") return "Withdrawn: nothing was changed";
  return act === "ask" && second ? "Asked: a second person confirms it" : "Closed: the remediation has begun";
}

function saying(preview: ClosePreview, act: Act): string {
  const what = `${counted(preview.remediations, "right")} of ${counted(preview.agents, "agent")}`;
  const good = preview.irreversible ? ` ${counted(preview.irreversible, "credential")} cannot be given back.` : "";
  if (act === "withdraw") return "Nothing is taken away. The close can be asked for again.";
  if (act === "ask" && preview.needsSecondPerson) {
    return `Until a second person confirms exactly these effects on ${what}, nothing changes.`;
  }
  if (preview.remediations === 0) return "Everything is kept: nothing is taken away, and the campaign is closed.";
  return `${what} change, in waves. Each can be given back for ${counted(preview.undoHours, "hour")}.${good}`;
}
