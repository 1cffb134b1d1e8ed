"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/dialog";
import { lateParts, useLate } from "@/components/ui/late-parts";
import { toast } from "@/components/ui/toast";
import type { AgentDetail } from "@/lib/agents/schema";
import type { ControlsDetail } from "@/lib/agents/terms";
import type { ControlActions } from "./types";

const parts = lateParts(() => import("./waive-dialog"));

export interface WaiverButtonsProps {
  agent: Pick<AgentDetail, "id" | "name" | "version">;
  control: ControlsDetail["controls"][number];
  term: ControlsDetail["term"];
  actions: Pick<ControlActions, "waive" | "end">;
}

/** Lets a missing control go, or ends the waiver of one; off with the reason where the rule says no. */
export function WaiverButtons({ agent, control, term, actions }: WaiverButtonsProps) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const late = useLate(parts, open && control.state === "missing");
  const [ability, word] = control.state === "waived" ? [control.end, "End the waiver"] : [control.waive, "Waive…"];
  const why = `why-${control.id}`;

  async function end(): Promise<void> {
    if (!control.waiverId) return;
    const ended = await actions.end({ waiverId: control.waiverId });
    if (!ended.ok) throw new Error(ended.message);
    toast.success(`The waiver of “${control.label}” has ended`);
    router.refresh();
  }

  return (
    <>
      <Button
        variant="outline"
        size="sm"
        disabled={!ability.allowed}
        focusableWhenDisabled
        title={ability.allowed ? undefined : ability.reason}
        aria-describedby={ability.allowed ? undefined : why}
        onPointerEnter={parts.fetch}
        onFocus={parts.fetch}
        onClick={() => setOpen(true)}
      >
        {word}
        <span className="sr-only"> {control.label}</span>
      </Button>
      {ability.allowed ? null : (
        <span id={why} className="sr-only">
          {ability.reason}
        </span>
      )}
      {open && late ? (
        <late.WaiveDialog
          agent={agent}
          control={control}
          term={term}
          waive={actions.waive}
          onClose={() => setOpen(false)}
        />
      ) : null}
      {control.state === "waived" ? (
        <ConfirmDialog
          open={open}
          onOpenChange={setOpen}
          title={`End the waiver of “${control.label}”?`}
          description={`From now on it counts as missing for ${agent.name}. It can be waived again.`}
          confirmLabel="End the waiver"
          onConfirm={end}
        />
      ) : null}
    </>
  );
}
