import { ChevronRight } from "lucide-react";
import Link from "next/link";
import type { AuditSearch, EventView } from "@/lib/audit/search";
import { auditHref, storyHref } from "./hrefs";
import { asDays, type Story } from "./stories";
import { EventLine } from "./timeline-line";

export interface TimelineProps {
  events: readonly EventView[];
  search: AuditSearch;
  timeZone: string;
  openEventId?: string;
}

/** Time runs down, newest first; each line opens its record, steps of one workflow fold under their last. */
export function Timeline({ events, search, timeZone, openEventId }: TimelineProps) {
  const dayLabel = new Intl.DateTimeFormat("en-GB", {
    weekday: "long",
    day: "numeric",
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  });
  return (
    <div className="grid gap-5" data-timeline="">
      {asDays(events, timeZone).map((day) => (
        <section key={day.on} aria-label={dayLabel.format(new Date(day.on))}>
          <h2 className="sticky top-12 z-10 bg-background py-1.5 lg:top-0 font-medium text-muted-foreground text-xs">
            {dayLabel.format(new Date(day.on))}
          </h2>
          <ol className="divide-y divide-border overflow-hidden rounded-lg border border-border bg-card">
            {day.stories.map((story) => (
              <StoryItem key={story.head.id} story={story} search={search} openEventId={openEventId} />
            ))}
          </ol>
        </section>
      ))}
    </div>
  );
}

function StoryItem({ story, search, openEventId }: { story: Story } & Pick<TimelineProps, "search" | "openEventId">) {
  const line = (event: EventView) => (
    <EventLine event={event} href={auditHref(search, {}, event.id)} open={event.id === openEventId} />
  );
  if (story.steps.length === 0) return <li>{line(story.head)}</li>;
  const holdsOpen = story.steps.some((event) => event.id === openEventId);
  return (
    <li>
      {line(story.head)}
      <details open={holdsOpen} className="group border-border border-t border-dashed">
        <summary className="flex min-h-7 items-center gap-1 px-3 py-1 text-muted-foreground text-xs hover:bg-accent">
          <ChevronRight aria-hidden className="size-3.5 transition-transform group-open:rotate-90" />
          {story.steps.length} earlier {story.steps.length === 1 ? "step" : "steps"} of the same workflow
        </summary>
        <ol className="divide-y divide-border border-border border-t pl-5">
          {story.steps.map((event) => (
            <li key={event.id}>{line(event)}</li>
          ))}
          <li className="px-3 py-1.5">
            <Link
              href={storyHref(story.head.correlationId)}
              prefetch={false}
              className="inline-flex min-h-6 items-center text-link text-xs underline-offset-3 hover:underline"
            >
              Read the whole workflow as one story
            </Link>
          </li>
        </ol>
      </details>
    </li>
  );
}
