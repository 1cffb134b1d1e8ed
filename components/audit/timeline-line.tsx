import { Ban, CircleX } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { cn } from "@/components/cn";
import { Badge } from "@/components/ui/badge";
import { Time } from "@/components/ui/time";
import { isSentForApproval } from "@/lib/audit/present";
import type { EventView } from "@/lib/audit/search";
import { Seal, SeverityMark } from "./event-marks";
import { EventSentence } from "./event-sentence";
import { OUTCOME_LABELS } from "./words";

interface EventLineProps {
  event: EventView;
  /** The address of its record, beside the list it stands in. */
  href: Route;
  open: boolean;
}

/** One event on one line: how serious, what happened, when, whether it stands in the signed tree. The whole line opens its record. */
export function EventLine({ event, href, open }: EventLineProps) {
  return (
    <Link
      href={href}
      scroll={false}
      prefetch={false}
      aria-current={open ? "true" : undefined}
      data-row=""
      className={cn(
        "flex items-start gap-2.5 px-3 py-2 -outline-offset-2 hover:bg-accent",
        open && "bg-selected hover:bg-selected",
      )}
    >
      <SeverityMark severity={event.severity} className="mt-0.5" />
      <span className="min-w-0 flex-1 [overflow-wrap:anywhere]">
        <EventSentence event={event} plain /> <OutcomeMark event={event} />
      </span>
      <Time at={event.at} className="text-muted-foreground text-xs leading-5" />
      <Seal seq={event.seq} />
    </Link>
  );
}

/** Nothing for what was done, and for what people are asked about; otherwise a word and an icon before any colour. */
export function OutcomeMark({ event }: { event: Pick<EventView, "type" | "outcome" | "sentence"> }) {
  const { outcome } = event;
  if (outcome === "done" || isSentForApproval(event)) return null;
  const Icon = outcome === "refused" ? Ban : CircleX;
  return (
    <Badge tone={outcome === "refused" ? "warning" : "danger"} className="align-middle">
      <Icon aria-hidden />
      {OUTCOME_LABELS[outcome]}
    </Badge>
  );
}
