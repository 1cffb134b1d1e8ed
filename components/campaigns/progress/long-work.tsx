"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { Callout } from "@/components/ui/callout";
import { Progress } from "@/components/ui/progress";
import { Time } from "@/components/ui/time";
import type { LongWork } from "@/lib/campaigns/overview/views";

const REFRESH_MS = 1_500;
/** Work that beats no more is shown as such: the worker may be down, and takes it up again by itself. */
const QUIET_MS = 30_000;

const WORDS: Record<LongWork["step"], string> = {
  launch: "Taking the snapshot of every right in scope",
  remediate: "Taking away what was withdrawn",
  verify: "Asking the decision point whether it is really gone",
};

export interface LongWorkStripProps {
  /** What runs now. */
  steps: readonly LongWork[];
  /** The launch is due and the worker has not begun it. */
  waitsForLaunch: boolean;
  now: Date;
}

/** How far the worker is with what takes long; the page looks again by itself while it runs, and it goes on without the page. */
export function LongWorkStrip({ steps, waitsForLaunch, now }: LongWorkStripProps) {
  const router = useRouter();
  const runs = waitsForLaunch || steps.length > 0;
  useEffect(() => {
    if (!runs) return;
    const timer = setInterval(() => router.refresh(), REFRESH_MS);
    return () => clearInterval(timer);
  }, [runs, router]);
  if (!runs) return null;
  return (
    <Callout className="mb-4" title="Under way" role="status">
      <div className="grid gap-3">
        {waitsForLaunch && steps.length === 0 ? (
          <Progress value={null} label="The worker begins the launch in a moment" detail="" />
        ) : null}
        {steps.map((step) => (
          <div key={step.step} className="grid gap-1">
            <Progress
              value={step.total > 0 ? Math.min(step.done, step.total) : null}
              max={step.total || 1}
              label={WORDS[step.step]}
              detail={step.total > 0 ? `${step.done.toLocaleString("en")} of ${step.total.toLocaleString("en")}` : ""}
            />
            {step.error ? <p className="text-danger">{step.error}</p> : null}
            {now.getTime() - new Date(step.beatAt).getTime() > QUIET_MS ? (
              <p className="text-muted-foreground">
                No sign of it since <Time at={step.beatAt} />. It goes on by itself as soon as a worker runs.
              </p>
            ) : null}
          </div>
        ))}
        <p className="text-muted-foreground text-xs">You can close this page: it goes on without it.</p>
      </div>
    </Callout>
  );
}
