import type { Route } from "next";
import Link from "next/link";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { LiteralText } from "@/components/ui/literal-text";
import { Time } from "@/components/ui/time";
import type { CustodyStep } from "@/lib/evidence/views";
import { stepText } from "./words";

/** Who had it in hand, the newest first. `linked`: each leads to its event in the log. */
export function Custody({ steps, linked = false }: { steps: readonly CustodyStep[]; linked?: boolean }) {
  return (
    <Card>
      <CardHeader title="Chain of custody" description="Every line is an event of the audit log." />
      <CardContent>
        <ol aria-label="Chain of custody" className="grid gap-3 border-border border-l pl-4">
          {steps.map((step) => (
            <li key={step.eventId ?? step.at.toISOString()} className="grid gap-0.5">
              <p>
                <span className="font-medium">{step.who ? <LiteralText text={step.who} /> : "Countersign"}</span>{" "}
                {stepText(step)}
              </p>
              <p className="text-muted-foreground text-xs">
                <Time at={step.at} />
                {linked && step.eventId ? (
                  <>
                    {" · "}
                    <Link href={`/audit?event=${step.eventId}` as Route} className="underline underline-offset-4">
                      proof
                    </Link>
                  </>
                ) : null}
              </p>
            </li>
          ))}
        </ol>
      </CardContent>
    </Card>
  );
}
