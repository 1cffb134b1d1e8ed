import { CircleSlash, Stamp } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { buttonVariants } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { LiteralText } from "@/components/ui/literal-text";
import { Time } from "@/components/ui/time";
import type { EventView } from "@/lib/audit";

export interface AgentTimelineProps {
  events: readonly EventView[];
  /** The address of older events; null at the beginning of the story. */
  older: string | null;
}

/** What happened to this agent, newest first; each line leads to its record and its proof. */
export function AgentTimeline({ events, older }: AgentTimelineProps) {
  if (events.length === 0) {
    return (
      <EmptyState
        title="Nothing you may read here"
        description="Events of an agent are open to who answers for it, to compliance, to auditors and to the CISO."
      />
    );
  }
  return (
    <div className="grid gap-3">
      <ol aria-label="Events" className="relative ml-2 border-border border-l">
        {events.map((event) => (
          <li key={event.id} className="relative py-2 pl-5">
            <span
              aria-hidden
              className={`absolute top-[1.1rem] -left-[0.28rem] size-2 rounded-full ${event.severity === "warning" || event.severity === "alert" ? "bg-warning" : "bg-border-strong"}`}
            />
            <p>
              <Sentence event={event} />
            </p>
            <p className="flex flex-wrap items-center gap-x-3 text-muted-foreground text-xs">
              <Time at={event.at} />
              <Seal event={event} />
              <Link
                href={`/audit?event=${event.id}` as Route}
                className="inline-flex min-h-6 items-center text-link hover:underline"
              >
                Record<span className="sr-only"> of this event</span>
              </Link>
            </p>
          </li>
        ))}
      </ol>
      {older ? (
        <Link href={older as Route} className={buttonVariants({ variant: "outline", className: "justify-self-start" })}>
          Older events
        </Link>
      ) : null}
    </div>
  );
}

function Sentence({ event }: { event: EventView }) {
  return (
    <>
      <span className="font-medium">{event.actor.name}</span>{" "}
      {event.sentence.map((part, position) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: parts of one fixed sentence
        <span key={position} className={"ref" in part ? "font-medium" : undefined}>
          <LiteralText text={"ref" in part ? part.ref.name : part.text} />
        </span>
      ))}
    </>
  );
}

function Seal({ event }: { event: EventView }) {
  if (event.outcome === "refused") {
    return (
      <span className="inline-flex items-center gap-1 text-warning">
        <CircleSlash aria-hidden className="size-3" />
        Refused
      </span>
    );
  }
  if (event.seq === null) return <span>Waiting for its seal</span>;
  return (
    <span className="inline-flex items-center gap-1">
      <Stamp aria-hidden className="size-3" />
      Sealed as number {event.seq.toLocaleString("en")}
    </span>
  );
}
