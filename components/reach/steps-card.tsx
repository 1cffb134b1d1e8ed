import type { Route } from "next";
import Link from "next/link";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { LiteralText } from "@/components/ui/literal-text";
import type { Step } from "@/lib/reach/views";

/** What to do first, in this order. */
export function StepsCard({ steps }: { steps: readonly Step[] }) {
  return (
    <Card aria-labelledby="steps">
      <CardHeader id="steps" title="What to do first" />
      <CardContent>
        <ol className="grid list-decimal gap-2 pl-5">
          {steps.map((step) => (
            <li key={step.id}>
              {step.href ? (
                <Link
                  href={step.href as Route}
                  prefetch={false}
                  className="text-link underline-offset-3 hover:underline"
                >
                  <LiteralText text={step.text} />
                </Link>
              ) : (
                <LiteralText text={step.text} />
              )}
            </li>
          ))}
        </ol>
      </CardContent>
    </Card>
  );
}
