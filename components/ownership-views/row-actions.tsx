"use client";

import type { Route } from "next";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { MoveDialog } from "@/components/agents/move-dialog";
import { OfferDialog } from "@/components/ownership/offer-dialog";
import { Button, buttonVariants } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";
import { Tooltip } from "@/components/ui/tooltip";
import type { ActionState } from "@/lib/http/action-state";
import type { AttentionRow } from "@/lib/ownership/attention/schema";
import type { AttentionAction, AttentionView } from "@/lib/ownership/attention/terms";
import type { AttentionActions } from "./actions";

/** What each view offers, the usual one first. */
const OFFERED: Record<AttentionView, readonly AttentionAction[]> = {
  queue: ["name", "claim"],
  orphans: ["name", "claim", "queue"],
  dormant: ["ask", "suspend", "decommission"],
  stale: ["confirm", "ask"],
  received: ["keep"],
  handovers: [],
};

const LABELS: Record<AttentionAction, string> = {
  claim: "Claim",
  name: "Name somebody",
  queue: "Send to queue",
  suspend: "Suspend",
  decommission: "Decommission",
  ask: "Ask owner",
  confirm: "Confirm record",
  keep: "Keep",
};

type Open = "name" | "suspend" | "decommission" | null;

export interface RowActionsProps {
  view: AttentionView;
  row: AttentionRow;
  viewerId: string;
  actions: AttentionActions;
}

/** What can be done about one row. A button that does not work stays in reach and says why. */
export function RowActions({ view, row, viewerId, actions }: RowActionsProps) {
  const router = useRouter();
  const [busy, start] = useTransition();
  const [open, setOpen] = useState<Open>(null);
  const { id, name, version, missing } = row;

  function run(act: () => Promise<ActionState<unknown>>, done: string): void {
    start(async () => {
      const answer = await act();
      if (!answer.ok) toast.error(answer.message);
      else toast.success(done);
      router.refresh();
    });
  }

  const press: Record<AttentionAction, () => void> = {
    name: () => setOpen("name"),
    suspend: () => setOpen("suspend"),
    decommission: () => setOpen("decommission"),
    claim: () =>
      run(() => actions.claim({ id, version, seat: missing ?? "owner" }), `You are the ${missing} of ${name} now`),
    queue: () => run(() => actions.queue({ id, version }), `${name} waits in the governance queue`),
    confirm: () => run(() => actions.confirm({ id, version }), `The record of ${name} is confirmed`),
    keep: () => run(() => actions.keep({ ids: [id] }), `You keep ${name}`),
    ask: () =>
      run(() => actions.ask({ id, about: view === "dormant" ? "dormant" : "stale" }), `They were asked about ${name}`),
  };

  return (
    <div className="flex flex-wrap justify-end gap-1.5 max-md:justify-start">
      {OFFERED[view].map((action) => (
        <ActionButton key={action} {...{ action, row, busy }} onPress={press[action]} />
      ))}
      {view === "received" || view === "handovers" ? (
        <Link
          href={`/agents/${id}?tab=people` as Route}
          className={buttonVariants({ variant: "outline", size: "sm" })}
          aria-label={`${view === "received" ? "Hand over" : "Open"} ${name}`}
        >
          {view === "received" ? "Hand over" : "Open"}
        </Link>
      ) : null}
      {open === "name" ? (
        <OfferDialog
          agent={row}
          seat={{ seat: missing ?? "owner", person: missing === "sponsor" ? row.sponsor : row.owner, waits: true }}
          viewerId={viewerId}
          offer={actions.offer}
          onClose={() => setOpen(null)}
        />
      ) : null}
      {open === "suspend" || open === "decommission" ? (
        <MoveDialog agent={row} move={open} act={actions.move} onClose={() => setOpen(null)} />
      ) : null}
    </div>
  );
}

interface ActionButtonProps {
  action: AttentionAction;
  row: AttentionRow;
  busy: boolean;
  onPress: () => void;
}

function ActionButton({ action, row, busy, onPress }: ActionButtonProps) {
  const ability = row.abilities[action];
  const common = { variant: "outline", size: "sm", "aria-label": `${LABELS[action]}: ${row.name}` } as const;
  if (ability.allowed) {
    return (
      <Button {...common} disabled={busy} onClick={onPress}>
        {LABELS[action]}
      </Button>
    );
  }
  return (
    <Tooltip content={ability.reason}>
      <Button {...common} disabled focusableWhenDisabled aria-description={ability.reason}>
        {LABELS[action]}
      </Button>
    </Tooltip>
  );
}
