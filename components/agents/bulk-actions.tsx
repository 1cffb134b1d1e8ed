"use client";

import { CirclePause, UserRound, UsersRound } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import type { BulkOutcome, BulkTarget } from "@/components/data-table/types";
import { Button } from "@/components/ui/button";
import { lateParts, useLate } from "@/components/ui/late-parts";
import { useOnceTrue } from "@/components/ui/late-popup";
import { toast } from "@/components/ui/toast";
import type { BulkAssignInput, BulkInput } from "@/lib/agents/schema";
import type { ActionState } from "@/lib/http/action-state";

export interface BulkServerActions {
  move: (input: BulkInput) => Promise<ActionState<BulkOutcome>>;
  assign: (input: BulkAssignInput) => Promise<ActionState<BulkOutcome>>;
}

export interface BulkAbilities {
  assign: boolean;
  move: boolean;
}

export type Act = "owner" | "team" | "suspend";

const parts = lateParts(() => import("./bulk-dialogs"));

export interface BulkActionsProps {
  target: BulkTarget;
  clear: () => void;
  server: BulkServerActions;
  can: BulkAbilities;
  teams: readonly { id: string; name: string }[];
}

/** What can be done with many agents at once. Each opens a dialog that says exactly what it will change. */
export function BulkActions({ target, clear, server, can, teams }: BulkActionsProps) {
  const router = useRouter();
  const [act, setAct] = useState<Act | null>(null);
  const late = useLate(parts, useOnceTrue(act !== null));
  const agents = `${target.count.toLocaleString("en")} ${target.count === 1 ? "agent" : "agents"}`;

  function done(outcome: BulkOutcome): void {
    if (outcome.refused === 0) {
      const { done, waiting = 0 } = outcome;
      const asked = `${waiting.toLocaleString("en")} ${waiting === 1 ? "waits" : "wait"} until the person asked accepts`;
      toast.success(waiting ? asked : `${done.toLocaleString("en")} changed`);
      clear();
    }
    router.refresh();
  }
  return (
    <>
      {can.assign ? (
        <>
          <Button
            size="sm"
            variant="outline"
            onPointerEnter={parts.fetch}
            onFocus={parts.fetch}
            onClick={() => setAct("owner")}
          >
            <UserRound aria-hidden />
            Assign owner
          </Button>
          <Button
            size="sm"
            variant="outline"
            onPointerEnter={parts.fetch}
            onFocus={parts.fetch}
            onClick={() => setAct("team")}
          >
            <UsersRound aria-hidden />
            Set team
          </Button>
        </>
      ) : null}
      {can.move ? (
        <Button
          size="sm"
          variant="outline"
          onPointerEnter={parts.fetch}
          onFocus={parts.fetch}
          onClick={() => setAct("suspend")}
        >
          <CirclePause aria-hidden />
          Suspend
        </Button>
      ) : null}
      {late ? (
        <late.BulkDialogs
          act={act}
          onAct={setAct}
          target={target}
          agents={agents}
          server={server}
          teams={teams}
          onDone={done}
        />
      ) : null}
    </>
  );
}
