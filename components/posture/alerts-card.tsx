import { CircleCheck, CircleHelp, TriangleAlert } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { cn } from "@/components/cn";
import { Card, CardHeader } from "@/components/ui/card";
import type { AlertView } from "@/lib/posture/views";

const LOOK = {
  good: { icon: CircleCheck, ink: "text-success", word: "Good" },
  attention: { icon: TriangleAlert, ink: "text-warning", word: "Needs a look" },
  unknown: { icon: CircleHelp, ink: "text-muted-foreground", word: "Not known" },
} as const;

/** What must be right for the numbers to mean anything. */
export function AlertsCard({ alerts }: { alerts: readonly AlertView[] }) {
  return (
    <Card aria-labelledby="alerts" className="break-inside-avoid overflow-hidden">
      <CardHeader
        id="alerts"
        title="What the numbers stand on"
        description="The record, the brake, and the people who look."
      />
      <ul className="divide-y divide-border">
        {alerts.map(({ id, label, state, sentence, href }) => {
          const { icon: Icon, ink, word } = LOOK[state];
          return (
            <li key={id}>
              <Link
                href={href as Route}
                prefetch={false}
                className="flex items-start gap-2.5 px-4 py-2.5 -outline-offset-2 hover:bg-accent"
              >
                <Icon aria-hidden className={cn("mt-0.5 size-4 shrink-0", ink)} />
                <span className="min-w-0 flex-1">
                  <span className="block font-medium">{label}</span>
                  <span className="block text-muted-foreground">{sentence}</span>
                </span>
                <span className={cn("whitespace-nowrap text-xs", ink)}>{word}</span>
              </Link>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
