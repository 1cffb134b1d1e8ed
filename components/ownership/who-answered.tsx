import { CircleX, UserRound } from "lucide-react";
import { PersonName } from "@/components/agents/person-name";
import { EmptyState } from "@/components/ui/empty-state";
import { LiteralText } from "@/components/ui/literal-text";
import { Time } from "@/components/ui/time";
import type { AccountabilityView, AnsweringView, HandOverView } from "@/lib/agents/schema";
import { HAND_OVER_STATE_LABELS, SEAT_LABELS } from "@/lib/agents/terms";

type Entry = { at: string; key: string } & ({ period: AccountabilityView } | { offer: HandOverView });

/** Who answered when, the latest first, with the offers that came to nothing in their place in time (O1). */
export function WhoAnswered({ periods, ended }: Pick<AnsweringView, "periods" | "ended">) {
  const entries: Entry[] = [
    ...periods.map((period) => ({ at: period.fromAt, key: `${period.seat}/${period.fromAt}`, period })),
    ...ended.map((offer) => ({ at: offer.decidedAt ?? offer.expiresAt, key: offer.id, offer })),
  ].sort((a, b) => b.at.localeCompare(a.at) || a.key.localeCompare(b.key));
  if (!entries.length) {
    return (
      <EmptyState
        icon={<UserRound />}
        title="Nobody has answered for it yet"
        description="Who takes a seat, and until when, is kept here."
      />
    );
  }
  return (
    <ol aria-label="Who answered when" className="grid">
      {entries.map((entry) => (
        <li
          key={entry.key}
          className="relative grid gap-1 border-border border-l-2 pb-4 pl-4 last:pb-0 before:absolute before:top-1.5 before:-left-[5px] before:size-2 before:rounded-full before:bg-border-strong"
        >
          {"period" in entry ? <Period period={entry.period} /> : <Ended offer={entry.offer} />}
        </li>
      ))}
    </ol>
  );
}

function Period({ period }: { period: AccountabilityView }) {
  const { seat, person, fromAt, untilAt, askedBy } = period;
  return (
    <>
      <p className="text-muted-foreground text-xs">{SEAT_LABELS[seat]}</p>
      <PersonName person={person} missing="" />
      <p className="text-muted-foreground text-xs">
        <Time at={fromAt} format="exact" /> {untilAt ? "until " : "until now"}
        {untilAt ? <Time at={untilAt} format="exact" /> : null}
        {askedBy ? `, accepted when ${askedBy.name} asked` : null}
      </p>
    </>
  );
}

function Ended({ offer }: { offer: HandOverView }) {
  const { seat, to, offeredBy, state, reason, decidedAt, expiresAt } = offer;
  return (
    <>
      <p className="text-muted-foreground text-xs">{SEAT_LABELS[seat]}</p>
      <p className="flex flex-wrap items-center gap-1.5">
        <CircleX aria-hidden className="size-3.5 shrink-0 text-muted-foreground" />
        {HAND_OVER_STATE_LABELS[state]}: {offeredBy?.name ?? "The console"} asked {to.name}
      </p>
      {reason ? (
        <p className="border-border border-l-2 pl-2 text-muted-foreground [overflow-wrap:anywhere]">
          <LiteralText text={reason} />
        </p>
      ) : null}
      <p className="text-muted-foreground text-xs">
        <Time at={decidedAt ?? expiresAt} format="exact" />
      </p>
    </>
  );
}
