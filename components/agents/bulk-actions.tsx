"use client";

import { CirclePause, UserRound, UsersRound } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { toast } from "sonner";
import { BulkDialog } from "@/components/data-table/bulk-dialog";
import type { BulkOutcome, BulkTarget } from "@/components/data-table/types";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import type { BulkAssignInput, BulkInput } from "@/lib/agents/schema";
import type { ActionFailure, ActionState } from "@/lib/http/action-state";
import { agentSearchOf } from "./agent-search";
import { PersonPicker } from "./person-picker";

export interface BulkServerActions {
  move: (input: BulkInput) => Promise<ActionState<BulkOutcome>>;
  assign: (input: BulkAssignInput) => Promise<ActionState<BulkOutcome>>;
}

export interface BulkAbilities {
  assign: boolean;
  move: boolean;
}

type Act = "owner" | "team" | "suspend";

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
  const agents = `${target.count.toLocaleString("en")} ${target.count === 1 ? "agent" : "agents"}`;

  function done(outcome: BulkOutcome): void {
    if (outcome.refused === 0) {
      toast.success(`${outcome.done.toLocaleString("en")} changed`);
      clear();
    }
    router.refresh();
  }
  const dialog = (which: Act) => ({
    open: act === which,
    onOpenChange: (open: boolean) => setAct(open ? which : null),
    target,
    onDone: done,
  });

  return (
    <>
      {can.assign ? (
        <>
          <Button size="sm" variant="outline" onClick={() => setAct("owner")}>
            <UserRound aria-hidden />
            Assign owner
          </Button>
          <Button size="sm" variant="outline" onClick={() => setAct("team")}>
            <UsersRound aria-hidden />
            Set team
          </Button>
        </>
      ) : null}
      {can.move ? (
        <Button size="sm" variant="outline" onClick={() => setAct("suspend")}>
          <CirclePause aria-hidden />
          Suspend
        </Button>
      ) : null}
      <BulkDialog
        {...dialog("owner")}
        title={`Assign an owner to ${agents}`}
        description={`The technical owner of ${agents} is replaced. Sponsor, team and everything else stay. Each change is recorded.`}
        confirmLabel={`Assign to ${agents}`}
        run={async (rows, form) => {
          const ownerId = chosen(form, "ownerId");
          return ownerId ? server.assign({ ...rowsOf(rows), ownerId }) : nothingChosen("Choose a person first.");
        }}
      >
        <Field label="New owner" hint="An active person. Agents you may not assign are left as they are and listed.">
          <PersonPicker name="ownerId" />
        </Field>
      </BulkDialog>
      <BulkDialog
        {...dialog("team")}
        title={`Set the team of ${agents}`}
        description={`${agents} move to one team, and with it come under that team's owners and reviewers.`}
        confirmLabel={`Move ${agents}`}
        run={async (rows, form) => {
          const teamId = chosen(form, "teamId");
          return teamId ? server.assign({ ...rowsOf(rows), teamId }) : nothingChosen("Choose a team first.");
        }}
      >
        <Field label="Team">
          <Select name="teamId" required options={teams.map(({ id, name }) => ({ value: id, label: name }))} />
        </Field>
      </BulkDialog>
      <BulkDialog
        {...dialog("suspend")}
        title={`Suspend ${agents}`}
        description={`Active ones among the ${agents} stop being allowed to act. It can be undone: each can be resumed.`}
        confirmLabel={`Suspend ${agents}`}
        destructive
        run={(rows, form) => server.move({ ...rowsOf(rows), action: "suspend", reason: String(form.get("reason")) })}
      >
        <Field label="Reason" hint="Stands in the audit log and on each agent's page.">
          <Textarea name="reason" required minLength={5} maxLength={1000} />
        </Field>
      </BulkDialog>
    </>
  );
}

function chosen(form: FormData, field: string): string {
  return String(form.get(field) ?? "");
}

/** An empty choice must not read as "take everybody's owner away". */
function nothingChosen(message: string): ActionFailure {
  return { ok: false, code: "invalid", message, issues: [], requestId: "" };
}

function rowsOf(target: BulkTarget): Pick<BulkInput, "ids" | "search"> {
  return target.kind === "ids" ? { ids: target.ids } : { search: { ...agentSearchOf(target.query), cursor: null } };
}
