import type { EventView } from "@/lib/audit/search";

/** One workflow: the events of one correlation that stand together in the list; `head` is the latest. */
export interface Story {
  head: EventView;
  steps: EventView[];
}

export interface Day {
  /** The calendar day in the reader's zone, "2026-11-21". */
  on: string;
  stories: Story[];
}

/** Groups a page of events (newest first) into days of the reader's zone, and neighbours of one correlation into stories. */
export function asDays(events: readonly EventView[], timeZone: string): Day[] {
  const dayOf = new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" });
  const days: Day[] = [];
  for (const event of events) {
    const on = dayOf.format(new Date(event.at));
    let day = days.at(-1);
    if (day?.on !== on) {
      day = { on, stories: [] };
      days.push(day);
    }
    const story = day.stories.at(-1);
    if (story && story.head.correlationId === event.correlationId) story.steps.push(event);
    else day.stories.push({ head: event, steps: [] });
  }
  return days;
}

/** How many lines a page of events is, as long as nothing is unfolded. */
export function linesOf(events: readonly EventView[], timeZone: string): number {
  return asDays(events, timeZone).reduce((count, day) => count + day.stories.length, 0);
}
