import { CircleAlert, CircleCheck } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { LiteralText } from "@/components/ui/literal-text";
import type { TemplateStanding } from "@/lib/templates/schema";

/** What an agent was made from, and in what it goes beyond that. `propose`: the way to make it a template for others. */
export function StandingCard({ standing, propose }: { standing: TemplateStanding | null; propose: ReactNode }) {
  if (!standing && !propose) return null;
  return (
    <Card>
      <CardHeader title="Template" actions={propose} />
      <CardContent className="grid gap-2">{standing ? <Standing standing={standing} /> : <None />}</CardContent>
    </Card>
  );
}

function None() {
  return <p className="text-muted-foreground">Registered without a template.</p>;
}

function Standing({ standing: { template, drift } }: { standing: TemplateStanding }) {
  return (
    <>
      <p>
        From{" "}
        <Link
          href={`/agents/templates/${template.id}` as Route}
          className="font-medium text-link underline-offset-3 hover:underline"
        >
          <LiteralText text={template.name} />
        </Link>
        {template.state === "retired" ? ", which is retired" : ""}
      </p>
      {drift.length === 0 ? (
        <p className="flex items-start gap-2 text-muted-foreground">
          <CircleCheck aria-hidden className="mt-0.5 size-4 shrink-0 text-success" />
          It stays within the template.
        </p>
      ) : (
        <>
          <p className="flex items-start gap-2">
            <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-warning" />
            It goes beyond the template in:
          </p>
          <dl className="grid gap-1.5">
            {drift.map(({ id, label, beyond }) => (
              <div key={id}>
                <dt className="text-muted-foreground text-xs">{label}</dt>
                {beyond.map((one) => (
                  <dd key={one}>
                    <LiteralText text={one} />
                  </dd>
                ))}
              </div>
            ))}
          </dl>
        </>
      )}
    </>
  );
}
