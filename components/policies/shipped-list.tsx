import { ChevronRight } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import type { ShippedPolicy } from "@/lib/policy/schema";
import { CedarText } from "./cedar-text";
import { OpenTarget } from "./open-target";

/** What ships with the product, to read: each opens to its explanation and its text, and by itself when a link led to it. */
export function ShippedList({ policies }: { policies: readonly ShippedPolicy[] }) {
  return (
    <>
      <OpenTarget />
      <ul
        aria-label="Shipped policies"
        className="divide-y divide-border overflow-hidden rounded-lg border border-border bg-card"
      >
        {policies.map((policy) => (
          <li key={policy.id} id={policy.id} className="scroll-mt-16">
            <details className="group">
              <summary className="flex list-none flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2.5 hover:bg-accent [&::-webkit-details-marker]:hidden">
                <ChevronRight
                  aria-hidden
                  className="size-4 shrink-0 text-muted-foreground transition-transform duration-100 group-open:rotate-90"
                />
                <span className="min-w-0 flex-1 font-medium">{policy.title}</span>
                <Badge tone={policy.stepsUp ? "info" : "neutral"}>{policy.stepsUp ? "Asks" : "Denies"}</Badge>
                <span className="w-28 text-right text-muted-foreground text-xs">
                  {policy.decided.toLocaleString("en")} decided
                </span>
              </summary>
              <div className="grid gap-3 px-4 pt-1 pb-4 sm:pl-11">
                <p className="max-w-prose text-muted-foreground">{policy.explanation}</p>
                <CedarText text={policy.text} label={`The text of ${policy.title}`} />
                <p className="text-muted-foreground text-xs">
                  <span className="font-mono">{policy.id}</span>, version {policy.version}
                </p>
              </div>
            </details>
          </li>
        ))}
      </ul>
    </>
  );
}
