import type { Route } from "next";
import Link from "next/link";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { Progress } from "@/components/ui/progress";
import type { Completeness } from "@/lib/suppliers/schema";

/** What the register of information asks for and this entry does not answer; each leads to its field. */
export function CompletenessCard({ completeness, editHref }: { completeness: Completeness; editHref: string | null }) {
  const { filled, asked, percent, missing } = completeness;
  return (
    <Card>
      <CardHeader title="Register of information" description="What Regulation (EU) 2024/2956 asks for (DORA)." />
      <CardContent className="grid gap-3">
        <Progress value={percent} label="Answered" detail={`${filled} of ${asked}`} />
        {missing.length === 0 ? (
          <p>Nothing is missing.</p>
        ) : (
          <ul aria-label="Missing" className="grid gap-1.5">
            {missing.map(({ template, column, label, field }) => (
              <li key={template + column} className="flex items-baseline justify-between gap-3">
                {editHref && field ? (
                  <Link
                    href={`${editHref}#field-${field}` as Route}
                    className="min-w-0 text-link underline-offset-3 hover:underline"
                  >
                    {label}
                  </Link>
                ) : (
                  <span className="min-w-0">{label}</span>
                )}
                <span className="shrink-0 font-mono text-2xs text-muted-foreground">
                  {template} {column}
                </span>
              </li>
            ))}
          </ul>
        )}
      </CardContent>
    </Card>
  );
}
