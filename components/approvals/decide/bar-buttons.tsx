"use client";

import type { Route } from "next";
import Link from "next/link";
import { TimeLeft } from "@/components/approvals/queue/clock";
import { Button } from "@/components/ui/button";
import { Kbd } from "@/components/ui/kbd";
import { STATUS_REASON_SENTENCES } from "@/lib/approvals/present";
import { STATUS_LABELS } from "@/lib/approvals/terms";
import type { DecideBarProps } from "./decide-bar";
import type { DeskCase } from "./desk-case";
import { type MoreVerb, MoreVerbs } from "./more-verbs";
import type { Refusals } from "./refusals";
import type { Decision } from "./use-decision";

interface BarButtonsProps {
  item: DeskCase;
  over: boolean;
  settled: boolean;
  refusals: Refusals;
  lowered: DecideBarProps["lowered"];
  decision: Decision;
  validSeconds: number | null;
  onValid: (seconds: number | null) => void;
  onNarrow: (on: boolean) => void;
  more: readonly MoreVerb[];
}

/** Before anything is begun: how long there is, what may be done, and why the rest may not. */
export function BarButtons(props: BarButtonsProps) {
  const { item, over, settled, refusals, lowered, decision, more } = props;
  const open = item.status === "pending" && !over;
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2.5">
      <div className="min-w-0 flex-1 basis-52">
        {open ? <Waiting item={item} refusals={refusals} /> : <Ended item={item} over={over} />}
      </div>
      <div className="flex flex-wrap items-center justify-end gap-2 max-sm:w-full max-sm:[&>button]:h-11 max-sm:[&>button]:flex-1">
        {lowered && open ? (
          <>
            <ValidFor seconds={props.validSeconds} onChange={props.onValid} />
            <Button variant="outline" onClick={() => props.onNarrow(false)}>
              As it was asked
            </Button>
          </>
        ) : (
          <MoreVerbs verbs={more} />
        )}
        {open ? (
          <>
            <Button
              variant="outline"
              disabled={refusals.deny !== null || !settled}
              focusableWhenDisabled
              aria-describedby="decide-why"
              onClick={() => decision.begin("deny")}
            >
              Deny <Kbd keys="d" className="max-sm:hidden" />
            </Button>
            <Button
              busy={decision.busy}
              disabled={refusals.approve !== null || !settled}
              focusableWhenDisabled
              aria-describedby="decide-why"
              onClick={() => decision.begin("approve", lowered ?? undefined)}
            >
              {lowered ? "Approve less" : "Approve"} <Kbd keys="a" className="max-sm:hidden" />
            </Button>
          </>
        ) : null}
      </div>
    </div>
  );
}

function Waiting({ item, refusals }: { item: DeskCase; refusals: Refusals }) {
  const why = refusals.approve ?? refusals.deny;
  return (
    <>
      <p className="font-medium">
        <TimeLeft until={item.expiresAt} />
        <span className="font-normal text-muted-foreground">
          {item.quorum > 1 ? ` · ${item.approvals} of ${item.quorum} have approved` : null}
        </span>
      </p>
      <p id="decide-why" className="text-muted-foreground text-xs">
        {why ?? (item.needsPasskey ? "You sign your approval with your passkey." : "Nothing is decided in one step.")}
        {refusals.help ? (
          <>
            {" "}
            <Link href={refusals.help.href as Route} className="text-link underline underline-offset-2">
              {refusals.help.label}
            </Link>
          </>
        ) : null}
      </p>
    </>
  );
}

function Ended({ item, over }: { item: DeskCase; over: boolean }) {
  const { status, statusReason, approvedUntil } = item;
  const ranOut = over && status === "pending";
  return (
    <>
      <p className="font-medium" role="status">
        {ranOut ? STATUS_LABELS.expired : STATUS_LABELS[status]}
      </p>
      <p className="text-muted-foreground text-xs">
        {ranOut ? "Nobody answered in time. The agent is told so, and that this is no denial." : null}
        {!ranOut && statusReason ? STATUS_REASON_SENTENCES[statusReason] : null}
        {status === "approved" && approvedUntil ? (
          <>
            To be used once: <TimeLeft until={approvedUntil} over="not used in time" />
          </>
        ) : null}
      </p>
    </>
  );
}

const CHOICES = [300, 900, 3_600] as const;

function ValidFor({ seconds, onChange }: { seconds: number | null; onChange: (seconds: number | null) => void }) {
  return (
    <label className="inline-flex items-center gap-1.5 text-muted-foreground text-xs">
      To be used within
      <select
        value={seconds ?? ""}
        onChange={(event) => onChange(event.target.value ? Number(event.target.value) : null)}
        className="h-8 rounded-md border border-input bg-card px-2 text-foreground text-sm max-sm:h-11"
      >
        <option value="">as the policy says</option>
        {CHOICES.map((choice) => (
          <option key={choice} value={choice}>
            {choice / 60} minutes
          </option>
        ))}
      </select>
    </label>
  );
}
