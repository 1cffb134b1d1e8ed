import { Circle, CircleCheck } from "lucide-react";
import type { ReactNode } from "react";
import type { Gate } from "@/lib/agents/schema";

export interface GateListProps {
  gates: readonly Gate[];
  /** How the name of a gate that is not met leads to where it is mended. */
  lead: (gate: Gate) => ReactNode;
}

/** Every condition, met or not; what is missing says how to mend it. */
export function GateList({ gates, lead }: GateListProps) {
  return (
    <ul className="grid gap-1">
      {gates.map((gate) => (
        <li key={gate.id} className="flex items-start gap-2">
          {gate.met ? (
            <CircleCheck aria-hidden className="mt-1 size-4 shrink-0 text-success" />
          ) : (
            <Circle aria-hidden className="mt-1 size-4 shrink-0 text-muted-foreground" />
          )}
          <div className="min-w-0">
            <span className="sr-only">{gate.met ? "Met: " : "Missing: "}</span>
            {gate.met ? <span className="inline-flex min-h-6 items-center">{gate.label}</span> : lead(gate)}
            {gate.met ? null : <p className="text-muted-foreground text-xs">{gate.how}</p>}
          </div>
        </li>
      ))}
    </ul>
  );
}
