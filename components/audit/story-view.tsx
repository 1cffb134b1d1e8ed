import { CircleDot, Flag, Megaphone, Play, Scale, ShieldCheck } from "lucide-react";
import type { Route } from "next";
import type { Stage, Story, StoryStep } from "@/lib/audit/search";
import { durationText } from "./duration";
import { EventLine } from "./timeline-line";

const STAGES: Record<Stage, { icon: typeof Flag; label: string }> = {
  request: { icon: Megaphone, label: "Asked" },
  decision: { icon: Scale, label: "Decided" },
  approval: { icon: ShieldCheck, label: "Approval" },
  use: { icon: Play, label: "Ran" },
  outcome: { icon: Flag, label: "Outcome" },
  record: { icon: CircleDot, label: "Recorded" },
};

interface StoryViewProps {
  story: Story;
  hrefOf: (eventId: string) => Route;
  openId: string | undefined;
}

/** One workflow, oldest first: each stage with its events, and how long the next one took to come. */
export function StoryView({ story, hrefOf, openId }: StoryViewProps) {
  return (
    <ol
      aria-label="The workflow, step by step"
      data-timeline=""
      className="relative grid before:absolute before:top-4 before:bottom-4 before:left-3.5 before:w-px before:bg-border"
    >
      {story.steps.map((step, place) => (
        <Step
          key={step.events[0]?.id ?? place}
          step={step}
          waited={waitedBefore(story.steps, place)}
          hrefOf={hrefOf}
          openId={openId}
        />
      ))}
    </ol>
  );
}

/** Milliseconds between the last event of the step before and the first of this one; null for the first. */
export function waitedBefore(steps: readonly StoryStep[], place: number): number | null {
  const last = steps[place - 1]?.events.at(-1);
  const first = steps[place]?.events[0];
  return last && first ? Date.parse(first.at) - Date.parse(last.at) : null;
}

interface StepProps extends Omit<StoryViewProps, "story"> {
  step: StoryStep;
  waited: number | null;
}

function Step({ step, waited, hrefOf, openId }: StepProps) {
  const { icon: Icon, label } = STAGES[step.stage];
  return (
    <li className="relative grid grid-cols-[1.75rem_minmax(0,1fr)] gap-x-3">
      {waited === null ? null : (
        <p className="col-start-2 py-1.5 text-muted-foreground text-xs">
          {waited > 0 ? `${durationText(waited)} later` : "In the same moment"}
        </p>
      )}
      <span
        aria-hidden
        className="z-1 col-start-1 grid size-7 place-items-center rounded-full border border-border bg-card text-muted-foreground"
      >
        <Icon className="size-3.5" />
      </span>
      <div className="min-w-0">
        <h2 className="pb-1 font-medium leading-7">{label}</h2>
        <ol className="divide-y divide-border overflow-hidden rounded-lg border border-border bg-card">
          {step.events.map((event) => (
            <li key={event.id}>
              <EventLine event={event} href={hrefOf(event.id)} open={event.id === openId} />
            </li>
          ))}
        </ol>
      </div>
    </li>
  );
}
