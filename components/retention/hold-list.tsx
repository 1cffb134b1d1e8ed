"use client";

import { Badge, type BadgeTone } from "@/components/ui/badge";
import { LiteralText } from "@/components/ui/literal-text";
import { Time } from "@/components/ui/time";
import { HOLD_KIND_LABELS, HOLD_STATE_LABELS, type HoldState } from "@/lib/retention/terms";
import type { HoldView } from "@/lib/retention/views";
import { ActButton } from "./act-button";
import type { RetentionActions } from "./actions";
import { coveredText, daysText, refusalWords } from "./words";

const TONES: Record<HoldState, BadgeTone> = {
  asked: "warning",
  active: "danger",
  lift_asked: "warning",
  lifted: "neutral",
  refused: "neutral",
};

interface HoldListProps {
  rows: readonly HoldView[];
  /** Who reads: what they asked for themselves they take back, and do not refuse. */
  readerId: string;
  actions: RetentionActions;
}

/** Legal holds: what each keeps, who asked and confirmed, and what can be done about it. */
export function HoldList({ rows, readerId, actions }: HoldListProps) {
  return (
    <ul className="divide-y divide-border">
      {rows.map((row) => (
        <li key={row.id} className="grid gap-x-6 gap-y-2 px-4 py-3 md:grid-cols-[minmax(0,1fr)_auto]">
          <div className="min-w-0">
            <p className="flex flex-wrap items-center gap-2">
              <LiteralText text={row.title} className="font-medium" />
              <Badge tone={TONES[row.state]}>{isTakenBack(row) ? "Taken back" : HOLD_STATE_LABELS[row.state]}</Badge>
            </p>
            <p className="mt-0.5">
              {HOLD_KIND_LABELS[row.scope.kind]}
              {row.scope.id ? (
                <>
                  : <LiteralText text={row.subject ?? row.scope.id} />
                </>
              ) : null}
              <Days scope={row.scope} />
            </p>
            <p className="mt-1 text-muted-foreground">
              <LiteralText text={row.reason} />
            </p>
            <Answered row={row} />
            <Hands row={row} />
          </div>
          <Acts row={row} isOwn={row.askedBy.id === readerId} actions={actions} />
        </li>
      ))}
    </ul>
  );
}

/** Of which time: whole days as days, anything else to the second. */
function Days({ scope }: { scope: HoldView["scope"] }) {
  const days = daysText(scope);
  if (days) return <> {days}</>;
  return (
    <>
      {scope.from ? (
        <>
          {" "}
          from <Time at={scope.from} format="exact" />
        </>
      ) : null}
      {scope.to ? (
        <>
          {" "}
          to <Time at={scope.to} format="exact" />
        </>
      ) : null}
    </>
  );
}

/** Who asked for it ended it before it was in force. */
function isTakenBack({ state, askedBy, liftedBy }: HoldView): boolean {
  return state === "refused" && liftedBy?.id === askedBy.id;
}

/** Why it is to end, or did: beside the reason it was asked for with, which whoever decides weighs it against. */
function Answered({ row }: { row: HoldView }) {
  if (!row.liftReason) return null;
  const word = row.state === "refused" ? (isTakenBack(row) ? "Taken back" : "Refused") : "To lift it";
  return (
    <p className="mt-0.5 text-muted-foreground">
      <span className="font-medium text-foreground">{word}:</span> <LiteralText text={row.liftReason} />
    </p>
  );
}

function Hands({ row }: { row: HoldView }) {
  const hands = [
    ["Asked for by", row.askedBy, row.askedAt],
    ["confirmed by", row.confirmedBy, row.confirmedAt],
    ["lifting asked for by", row.liftAskedBy, row.liftAskedAt],
    [
      isTakenBack(row) ? "taken back by" : row.state === "refused" ? "refused by" : "lifted by",
      row.liftedBy,
      row.liftedAt,
    ],
  ] as const;
  return (
    <p className="mt-1 text-muted-foreground text-xs">
      {hands.map(([what, person, at], place) =>
        person ? (
          <span key={what}>
            {place > 0 ? ", " : ""}
            {what} <LiteralText text={person.name} /> <Time at={at} />
          </span>
        ) : null,
      )}
    </p>
  );
}

function Acts({ row, isOwn, actions }: { row: HoldView; isOwn: boolean; actions: RetentionActions }) {
  const seen = { holdId: row.id, version: row.version };
  if (row.state === "asked") {
    const preview = async () => {
      const answer = await actions.previewHold(row.scope);
      return answer.ok ? { ok: true as const, value: coveredText(answer.value) } : answer;
    };
    return (
      <div className="flex flex-wrap content-start gap-2">
        <ActButton
          label="Confirm"
          title={`Put “${row.title}” into force?`}
          description="Nothing it covers is let go or erased until two people lift it."
          done="The hold is in force"
          bar={row.abilities.confirm}
          run={() => actions.confirmHold(seen)}
          preview={preview}
          isMain
        />
        <ActButton
          label={refusalWords(isOwn)}
          title={`${refusalWords(isOwn)} “${row.title}”?`}
          description="It holds nothing then, and can be asked for again."
          done="The hold is refused"
          bar={row.abilities.refuse}
          run={(reason) => actions.refuseHold({ ...seen, reason })}
          wantsReason
        />
      </div>
    );
  }
  if (row.state === "active") {
    return (
      <div className="flex flex-wrap content-start gap-2">
        <ActButton
          label="Ask to lift"
          title={`Ask to lift “${row.title}”?`}
          description="It stays in force until another person agrees."
          done="Asked for: another person decides"
          bar={row.abilities.askLift}
          run={(reason) => actions.askLift({ ...seen, reason })}
          wantsReason
        />
      </div>
    );
  }
  if (row.state !== "lift_asked") return null;
  return (
    <div className="flex flex-wrap content-start gap-2">
      <ActButton
        label="Lift"
        title={`Lift “${row.title}”?`}
        description="What its time is over for goes with the next night."
        done="The hold is lifted"
        bar={row.abilities.confirmLift}
        run={() => actions.confirmLift(seen)}
        isMain
        isGrave
      />
      <ActButton
        label="Keep"
        title={`Keep “${row.title}” in force?`}
        description="Who asked can ask again."
        done="The hold stays in force"
        bar={row.abilities.refuseLift}
        run={(reason) => actions.refuseLift({ ...seen, reason })}
        wantsReason
      />
    </div>
  );
}
