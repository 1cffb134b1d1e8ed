"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { Refused } from "@/components/agents/refused";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { toast } from "@/components/ui/toast";
import type { AgentDetail } from "@/lib/agents/schema";
import { type ActionFailure, issueOf } from "@/lib/http/action-state";
import type { SeatActions } from "./actions";

export interface TeamFormProps {
  agent: Pick<AgentDetail, "id" | "version" | "team">;
  teams: readonly { id: string; name: string }[];
  assign: SeatActions["assign"];
}

/** The team decides who sees an agent and who may act on it by role. */
export function TeamForm({ agent, teams, assign }: TeamFormProps) {
  const router = useRouter();
  const [teamId, setTeamId] = useState(agent.team?.id ?? null);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<ActionFailure | null>(null);

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    setBusy(true);
    const done = await assign({ id: agent.id, version: agent.version, teamId });
    setBusy(false);
    setFailure(done.ok ? null : done);
    if (!done.ok) return;
    toast.success("Saved the team");
    router.refresh();
  }

  return (
    <form onSubmit={submit} className="grid gap-3">
      <div className="flex items-end gap-2">
        <div className="min-w-0 flex-1">
          <Field label="Team" hint="Decides who sees it and who may act on it." error={issueOf(failure, "teamId")}>
            <Select
              value={teamId}
              onValueChange={setTeamId}
              options={teams.map(({ id, name }) => ({ value: id, label: name }))}
            />
          </Field>
        </div>
      </div>
      {failure ? <Refused failure={failure} /> : null}
      <Button
        type="submit"
        size="sm"
        variant="outline"
        busy={busy}
        disabled={teamId === (agent.team?.id ?? null)}
        className="justify-self-end"
      >
        Save the team
      </Button>
    </form>
  );
}
