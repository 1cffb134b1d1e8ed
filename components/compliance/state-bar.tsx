import { cn } from "@/components/cn";
import { CONTROL_STATES, type ControlState, countedState } from "@/lib/compliance/terms";

const INK: Record<ControlState, string> = {
  met: "bg-success",
  attention: "bg-warning",
  gap: "bg-danger",
  not_measured: "bg-border-strong",
};

/** How many are in which state: a bar for the eye, and the same numbers in words. */
export function StateBar({ states }: { states: Readonly<Record<ControlState, number>> }) {
  const present = CONTROL_STATES.filter((state) => states[state] > 0);
  return (
    <div className="grid gap-1.5 [print-color-adjust:exact]">
      <div aria-hidden className="flex h-1.5 gap-px overflow-hidden rounded-full bg-border">
        {present.map((state) => (
          <span key={state} className={INK[state]} style={{ flexGrow: states[state], flexBasis: 0 }} />
        ))}
      </div>
      <ul className="flex flex-wrap gap-x-3 gap-y-0.5 text-muted-foreground text-xs">
        {present.map((state) => (
          <li key={state} className="flex items-center gap-1.5">
            <span aria-hidden className={cn("size-1.5 rounded-full", INK[state])} />
            <span className="tabular-nums">{states[state]}</span> {countedState(state, states[state])}
          </li>
        ))}
      </ul>
    </div>
  );
}
