"use client";

import { BulkDialog } from "@/components/data-table/bulk-dialog";
import type { BulkOutcome, BulkTarget } from "@/components/data-table/types";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import type { BulkInput } from "@/lib/agents/schema";
import type { ActionFailure } from "@/lib/http/action-state";
import { agentSearchOf } from "./agent-search";
import type { Act, BulkActionsProps } from "./bulk-actions";
import { PersonPicker } from "./person-picker";

export interface BulkDialogsProps extends Pick<BulkActionsProps, "target" | "server" | "teams"> {
  act: Act | null;
  onAct: (act: Act | null) => void;
  /** "12 agents" */
  agents: string;
  onDone: (outcome: BulkOutcome) => void;
}

/** One dialog for each act on many agents: what it changes, what it needs, and what became of every row. */
export function BulkDialogs({ act, onAct, target, agents, server, teams, onDone }: BulkDialogsProps) {
  const dialog = (which: Act) => ({
    open: act === which,
    onOpenChange: (open: boolean) => onAct(open ? which : null),
    target,
    onDone,
  });
  return (
    <>
      <BulkDialog
        {...dialog("owner")}
        title={`Assign an owner to ${agents}`}
        description={`The person chosen is asked to own ${agents}. Until they accept, whoever owns each of them now stays; yourself you can name at once. Each change is recorded.`}
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
