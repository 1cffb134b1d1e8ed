import type { Metadata, Route } from "next";
import { BeginGuide } from "@/components/compliance/begin-guide";
import { GuideSteps } from "@/components/compliance/guide-steps";
import { Card, CardHeader } from "@/components/ui/card";
import { ForbiddenState } from "@/components/ui/error-state";
import { PageHeader } from "@/components/ui/page-header";
import { Progress } from "@/components/ui/progress";
import { Time } from "@/components/ui/time";
import { can } from "@/lib/access";
import { requireContext } from "@/lib/auth";
import { type GuideView, readGuide } from "@/lib/compliance";
import { PHASE_LABELS, PHASES } from "@/lib/compliance/terms";
import { beginGuideAction, putAsideAction, takeUpAction } from "../actions";
import { orRefusal } from "../refusal";

export const metadata: Metadata = { title: "Roll-out guide" };

/** Ninety days, in steps that see for themselves whether they are done (D4). */
export default async function GuidePage() {
  const ctx = await requireContext();
  const guide = await orRefusal(readGuide(ctx));
  if (typeof guide === "string") return <ForbiddenState message={guide} />;
  return (
    <>
      <PageHeader
        crumbs={[
          // Administrators see the guide, and not the controls.
          ...(can(ctx.actor, "controls.read") ? [{ label: "Compliance", href: "/compliance" as Route }] : []),
          { label: "Roll-out guide" },
        ]}
        title="Roll-out guide"
        description="Ninety days from an empty console to evidence. Nobody ticks a step off: each one looks at the console and sees whether it is done."
      />
      {guide.begunAt ? (
        <p className="mb-4 text-muted-foreground">
          {dayText(guide)} since <Time at={guide.begunAt} format="exact" />
        </p>
      ) : (
        <BeginGuide suggested={guide.suggested.slice(0, 10)} ability={guide.manage} begin={beginGuideAction} />
      )}
      <Progress
        className="mb-5 max-w-xl"
        label="Steps done"
        value={guide.done}
        max={guide.steps.length}
        detail={`${guide.done} of ${guide.steps.length}`}
      />
      <div className="grid gap-4">
        {PHASES.map((phase) => {
          const steps = guide.steps.filter((step) => step.phase === phase);
          const done = steps.filter((step) => step.state === "done").length;
          return (
            <Card key={phase} aria-labelledby={`phase-${phase}`} className="overflow-hidden">
              <CardHeader
                id={`phase-${phase}`}
                title={PHASE_LABELS[phase]}
                description={`${done} of ${steps.length} done`}
              />
              <GuideSteps
                steps={steps}
                label={PHASE_LABELS[phase]}
                ability={guide.manage}
                putAside={putAsideAction}
                takeUp={takeUpAction}
              />
            </Card>
          );
        })}
      </div>
    </>
  );
}

function dayText({ day }: GuideView): string {
  return day !== null && day > 90 ? `Day ${day}: the ninety days are over,` : `Day ${day ?? 1} of 90,`;
}
