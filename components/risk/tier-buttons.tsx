"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { lateParts, useLate } from "@/components/ui/late-parts";
import type { OverrideAction, RiskView } from "@/lib/agents/terms";
import type { TierActions } from "./types";

const parts = lateParts(() => import("./tier-dialogs"));

const LABELS: Record<OverrideAction, string> = {
  approve: "Agree",
  reject: "Refuse",
  withdraw: "Take it back",
  confirm: "Confirm the fall",
  end: "End it",
  override: "Set another tier",
};

export interface TierButtonsProps {
  risk: RiskView;
  actions: TierActions;
}

/** What this person may do now; what is off says why, in the words of the rule that would refuse it. */
export function TierButtons({ risk, actions }: TierButtonsProps) {
  const [open, setOpen] = useState<OverrideAction | null>(null);
  const late = useLate(parts, open !== null);
  const offered = offeredBy(risk);
  const refusals = [
    ...new Set(
      offered.flatMap((action) => {
        const ability = risk.abilities[action];
        return ability.allowed ? [] : [ability.reason];
      }),
    ),
  ];
  return (
    <div className="grid gap-2">
      <div className="flex flex-wrap gap-2">
        {offered.map((action) => (
          <Button
            key={action}
            size="sm"
            variant={action === "approve" || action === "confirm" ? "default" : "outline"}
            disabled={!risk.abilities[action].allowed}
            focusableWhenDisabled
            aria-describedby={risk.abilities[action].allowed ? undefined : "tier-why-not"}
            onPointerEnter={parts.fetch}
            onFocus={parts.fetch}
            onClick={() => setOpen(action)}
          >
            {LABELS[action]}
          </Button>
        ))}
      </div>
      {refusals.length ? (
        <p id="tier-why-not" className="text-muted-foreground text-xs">
          {refusals.join(" ")}
        </p>
      ) : null}
      {open && late ? (
        <late.TierDialog key={open} act={open} risk={risk} actions={actions} onClose={() => setOpen(null)} />
      ) : null}
    </div>
  );
}

/** Who asked sees how to take it back, anybody else how to decide; setting another tier is always in view. */
function offeredBy({ pending, override, abilities }: RiskView): OverrideAction[] {
  const waiting: OverrideAction[] = abilities.withdraw.allowed ? ["approve", "withdraw"] : ["approve", "reject"];
  return [
    ...(pending ? waiting : []),
    ...(override?.kind === "held" ? (["confirm"] as const) : []),
    ...(override && override.kind !== "held" && !pending ? (["end"] as const) : []),
    "override" as const,
  ];
}
