"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";
import { Tooltip } from "@/components/ui/tooltip";
import type { BulkOutcome, ToolDetail } from "@/lib/agents/schema";
import { CorrectDialog } from "./correct-dialog";
import { DecideDialog } from "./decide-dialog";
import type { ToolActions } from "./types";

/** What can be done about one tool now; what cannot is off, with the reason. */
export function ToolButtons({ tool, actions }: { tool: ToolDetail; actions: ToolActions }) {
  const router = useRouter();
  const [asked, setAsked] = useState<"accept" | "block" | "correct" | null>(null);
  const { abilities } = tool;

  function done(outcome: BulkOutcome): void {
    setAsked(null);
    const [row] = outcome.rows;
    if (outcome.done) toast.success(`${tool.name} is ${asked === "block" ? "blocked" : "accepted"}`);
    else toast.error(row?.reason ?? "It stayed as it was");
    router.refresh();
  }
  async function end(): Promise<void> {
    const { id, version, hash } = tool;
    const answer = await actions.endCorrection({ id, version, hash });
    if (answer.ok) toast.success("The classifier's rating counts again");
    else toast.error(answer.message);
    router.refresh();
  }

  return (
    <>
      {tool.correction && abilities.endCorrection.allowed ? (
        <Button variant="ghost" onClick={end}>
          End the correction
        </Button>
      ) : null}
      <Act label="Correct…" ability={abilities.correct} onClick={() => setAsked("correct")} variant="outline" />
      <Act label="Block…" ability={abilities.block} onClick={() => setAsked("block")} variant="outline" />
      {tool.state === "accepted" ? null : (
        <Act label="Accept…" ability={abilities.accept} onClick={() => setAsked("accept")} variant="default" />
      )}
      {asked === "accept" || asked === "block" ? (
        <DecideDialog event={asked} tools={[tool]} actions={actions} onDone={done} onClose={() => setAsked(null)} />
      ) : null}
      {asked === "correct" ? <CorrectDialog tool={tool} actions={actions} onClose={() => setAsked(null)} /> : null}
    </>
  );
}

interface ActProps {
  label: string;
  ability: ToolDetail["abilities"]["accept"];
  onClick: () => void;
  variant: "outline" | "default";
}

function Act({ label, ability, onClick, variant }: ActProps) {
  const button = (
    <Button variant={variant} disabled={!ability.allowed} focusableWhenDisabled onClick={onClick}>
      {label}
    </Button>
  );
  return ability.allowed ? button : <Tooltip content={ability.reason}>{button}</Tooltip>;
}
