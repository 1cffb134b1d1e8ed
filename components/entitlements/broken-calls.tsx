import { CircleCheck, TriangleAlert } from "lucide-react";
import { LiteralText } from "@/components/ui/literal-text";
import { Time } from "@/components/ui/time";
import type { Broken } from "@/lib/entitlements/schema";

/** What a narrower grant would have broken, by the calls that are recorded. */
export function BrokenCalls({ broken: { of, broken, examples } }: { broken: Broken }) {
  if (of === 0)
    return <p className="text-muted-foreground text-xs">No recorded call rests on it: nothing would have broken.</p>;
  if (broken === 0) {
    return (
      <p className="flex items-start gap-1.5 text-xs">
        <CircleCheck aria-hidden className="mt-px size-3.5 shrink-0 text-success" />
        None of its {of.toLocaleString("en")} recorded {of === 1 ? "call" : "calls"} would have been denied.
      </p>
    );
  }
  return (
    <div className="grid gap-1 text-xs">
      <p className="flex items-start gap-1.5">
        <TriangleAlert aria-hidden className="mt-px size-3.5 shrink-0 text-warning" />
        {broken.toLocaleString("en")} of its {of.toLocaleString("en")} recorded calls would have been denied:
      </p>
      <ul className="grid gap-0.5 pl-5 text-muted-foreground">
        {examples.map(({ decisionId, tool, at, because }) => (
          <li key={decisionId}>
            <LiteralText text={tool} className="font-mono" /> <Time at={at} />: <LiteralText text={because} />
          </li>
        ))}
      </ul>
    </div>
  );
}
