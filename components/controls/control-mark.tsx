import { CircleAlert, CircleCheck, CirclePause } from "lucide-react";
import type { ControlState } from "@/lib/agents/terms";

const LOOK = {
  met: { icon: CircleCheck, ink: "text-success" },
  waived: { icon: CirclePause, ink: "text-info" },
  missing: { icon: CircleAlert, ink: "text-warning" },
} as const;

/** The state of a control at a glance: a form of its own for each, and never the colour alone. */
export function ControlMark({ state, className = "size-4" }: { state: ControlState; className?: string }) {
  const { icon: Icon, ink } = LOOK[state];
  return <Icon aria-hidden className={`${className} shrink-0 ${ink}`} />;
}
