import { LiteralText } from "@/components/ui/literal-text";
import type { DecisionExplanation } from "@/lib/policy/schema";
import { Named } from "./named";

/** For a denial: what would have had to be different, from the nearest. */
export function Different({ misses }: { misses: DecisionExplanation["nearMisses"] }) {
  return (
    <ul className="grid gap-3">
      {misses.map((miss) => (
        <li key={`${miss.kind} ${miss.id}`} className="grid gap-0.5">
          <p>
            <span className="text-muted-foreground">{miss.kind === "grant" ? "Grant" : "Policy"}</span>{" "}
            <Named subject={miss.ref} />
          </p>
          <LiteralText text={miss.because} className="text-sm" />
        </li>
      ))}
    </ul>
  );
}
