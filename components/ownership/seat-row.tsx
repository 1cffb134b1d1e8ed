"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { PersonName } from "@/components/agents/person-name";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/dialog";
import { lateParts, useLate } from "@/components/ui/late-parts";
import { Time } from "@/components/ui/time";
import { toast } from "@/components/ui/toast";
import type { SeatView } from "@/lib/agents/schema";
import { SEAT_HINTS, SEAT_LABELS } from "@/lib/agents/terms";
import type { SeatActions } from "./actions";
import { AnswerButtons } from "./answer-buttons";
import { PendingLine } from "./pending-line";

const parts = lateParts(() => import("./offer-dialog"));

export interface SeatRowProps {
  agent: { id: string; name: string; version: number; status: string };
  seat: SeatView;
  viewerId: string;
  actions: SeatActions;
  /** Whoever cannot name anybody sees who answers, and no buttons. */
  mayAssign: boolean;
}

/** One seat: who sits there since when, who is asked, and what can be done about it now. */
export function SeatRow({ agent, seat, viewerId, actions, mayAssign }: SeatRowProps) {
  const router = useRouter();
  const [asking, setAsking] = useState<"offer" | "clear" | null>(null);
  const late = useLate(parts, asking === "offer");
  const optional = seat.seat === "deputy";
  const close = () => setAsking(null);

  async function clear(): Promise<void> {
    const done = await actions.assign({ id: agent.id, version: agent.version, [`${seat.seat}Id`]: null });
    if (!done.ok) throw new Error(done.message);
    toast.success(`It has no ${seat.seat} now`);
    router.refresh();
  }

  return (
    <li className="grid gap-3 border-border border-b px-4 py-3 last:border-b-0">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <div className="grid min-w-0 gap-1">
          <h3 className="font-medium text-sm">{SEAT_LABELS[seat.seat]}</h3>
          <PersonName
            person={seat.person}
            missing={`No ${seat.seat}`}
            alarming={!optional && agent.status !== "decommissioned"}
          />
          <p className="text-muted-foreground text-xs">
            {SEAT_HINTS[seat.seat]}
            {seat.since ? (
              <>
                {" "}
                Since <Time at={seat.since} />.
              </>
            ) : null}
          </p>
        </div>
        {mayAssign ? (
          <div className="flex flex-wrap items-center gap-2">
            {seat.person && seat.clear.allowed ? (
              <Button
                size="sm"
                variant="ghost"
                aria-label={`Leave empty: the seat of ${seat.seat}`}
                onClick={() => setAsking("clear")}
              >
                Leave empty
              </Button>
            ) : null}
            <Button
              size="sm"
              variant="outline"
              disabled={!seat.offer.allowed}
              focusableWhenDisabled
              aria-label={`${seat.person ? "Hand over as" : "Name the"} ${seat.seat}`}
              aria-describedby={seat.offer.allowed ? undefined : `why-${seat.seat}`}
              onPointerEnter={parts.fetch}
              onFocus={parts.fetch}
              onClick={() => setAsking("offer")}
            >
              {seat.person ? "Hand over" : "Name"}
            </Button>
          </div>
        ) : null}
      </div>
      {mayAssign && !seat.offer.allowed ? (
        <p id={`why-${seat.seat}`} className={seat.pending ? "sr-only" : "text-muted-foreground text-xs"}>
          {seat.offer.reason}
        </p>
      ) : null}
      {seat.pending ? (
        <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 rounded-md border border-info-line bg-info-soft px-3 py-2.5">
          <PendingLine offer={seat.pending} />
          <AnswerButtons offer={seat.pending} actions={actions} />
        </div>
      ) : null}
      {asking === "offer" && late ? (
        <late.OfferDialog agent={agent} seat={seat} viewerId={viewerId} offer={actions.offer} onClose={close} />
      ) : null}
      <ConfirmDialog
        open={asking === "clear"}
        onOpenChange={close}
        title={`Leave ${agent.name} without a ${seat.seat}?`}
        description={`${seat.person?.name ?? "Nobody"} no longer answers for it as ${seat.seat}. Somebody can be named again.`}
        confirmLabel="Leave empty"
        onConfirm={clear}
      />
    </li>
  );
}
