"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import type { ComboboxOption } from "@/components/ui/combobox";
import { Select } from "@/components/ui/select";
import { toast } from "@/components/ui/toast";
import type { AgentDetail, AssignPeopleInput, PersonRef } from "@/lib/agents/schema";
import { type ActionFailure, type ActionState, issueOf } from "@/lib/http/action-state";
import { FormField } from "./form/form-field";
import { NEXT_STEP } from "./lifecycle-buttons";
import { PersonPicker } from "./person-picker";
import { Refused } from "./refused";

export interface AgentPeopleProps {
  agent: Pick<AgentDetail, "id" | "version" | "team" | "owner" | "sponsor" | "abilities">;
  teams: readonly { id: string; name: string }[];
  assign: (input: AssignPeopleInput) => Promise<ActionState<unknown>>;
}

const optionOf = (person: PersonRef | null): ComboboxOption | null =>
  person ? { value: person.id, label: person.active ? person.name : `${person.name} (has left)` } : null;

/** Who answers: the technical owner, the business sponsor, the team. */
export function AgentPeople({ agent, teams, assign }: AgentPeopleProps) {
  const router = useRouter();
  const [owner, setOwner] = useState(optionOf(agent.owner));
  const [sponsor, setSponsor] = useState(optionOf(agent.sponsor));
  const [teamId, setTeamId] = useState(agent.team?.id ?? null);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<ActionFailure | null>(null);

  const changes = {
    ...(owner?.value !== agent.owner?.id ? { ownerId: owner?.value ?? null } : {}),
    ...(sponsor?.value !== agent.sponsor?.id ? { sponsorId: sponsor?.value ?? null } : {}),
    ...(teamId !== (agent.team?.id ?? null) ? { teamId } : {}),
  };
  const changed = Object.keys(changes).length > 0;

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    setBusy(true);
    const done = await assign({ id: agent.id, version: agent.version, ...changes });
    setBusy(false);
    setFailure(done.ok ? null : done);
    if (!done.ok) return;
    toast.success("Saved who answers for it");
    // The form is drawn anew with the new version: the focus goes on to what can be done next instead of getting lost.
    document.getElementById(NEXT_STEP)?.focus();
    router.refresh();
  }

  const { assign: ability } = agent.abilities;
  return (
    <Card className="max-w-2xl">
      <CardHeader
        title="Who answers for it"
        description="Two roles, always: one who can change it, one who wanted it."
      />
      <CardContent>
        {ability.allowed ? null : <Callout className="mb-4">{ability.reason}</Callout>}
        <form onSubmit={submit} className="grid gap-4">
          <fieldset disabled={!ability.allowed} className="grid gap-4">
            <FormField
              path="owner"
              label="Technical owner"
              hint="Can change it and stop it."
              error={issueOf(failure, "ownerId")}
            >
              <PersonPicker value={owner} onChange={setOwner} disabled={!ability.allowed} />
            </FormField>
            <FormField
              path="sponsor"
              label="Business sponsor"
              hint="Wanted it and answers for its results."
              error={issueOf(failure, "sponsorId")}
            >
              <PersonPicker value={sponsor} onChange={setSponsor} disabled={!ability.allowed} />
            </FormField>
            <FormField
              path="teamId"
              label="Team"
              hint="Decides who sees it and who may act on it."
              error={issueOf(failure, "teamId")}
            >
              <Select
                value={teamId}
                onValueChange={setTeamId}
                disabled={!ability.allowed}
                options={teams.map(({ id, name }) => ({ value: id, label: name }))}
              />
            </FormField>
          </fieldset>
          {failure ? <Refused failure={failure} /> : null}
          {ability.allowed ? (
            <Button type="submit" busy={busy} disabled={!changed} className="justify-self-end">
              Save
            </Button>
          ) : null}
        </form>
      </CardContent>
    </Card>
  );
}
