"use client";

import { useState } from "react";
import { useLeaveGuard } from "@/components/agents/form/use-leave-guard";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { ENVIRONMENT_LABELS, ENVIRONMENTS, type Environment } from "@/lib/agents/terms";
import { DropZone } from "./drop-zone";
import { FileImportCard } from "./file-import-card";
import { useImports } from "./use-imports";

export interface ImportWizardProps {
  environment: Environment;
  /** The teams that this person may import into. */
  teams: readonly { id: string; name: string }[];
  /** Whether drafts of no team are possible: only for who acts for the whole organisation. */
  withoutTeam: boolean;
}

const NO_TEAM = "none";

/** Environment and team first, then files; each file shows what it would do before it does it. */
export function ImportWizard({ environment: first, teams, withoutTeam }: ImportWizardProps) {
  const [environment, setEnvironment] = useState(first);
  const [team, setTeam] = useState(withoutTeam ? NO_TEAM : (teams[0]?.id ?? NO_TEAM));
  const imports = useImports({ environment, teamId: team === NO_TEAM ? null : team });
  useLeaveGuard(imports.files.some(({ state }) => state.at === "writing"));
  const teamOptions = teams.map(({ id, name }) => ({ value: id, label: name }));

  return (
    <div className="grid min-w-0 max-w-5xl grid-cols-1 gap-4">
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Environment" hint="Where the agents of these files run. A record belongs to one environment.">
          <Select
            value={environment}
            onValueChange={(next) => {
              setEnvironment(next);
              imports.clear();
            }}
            options={ENVIRONMENTS.map((value) => ({ value, label: ENVIRONMENT_LABELS[value] }))}
          />
        </Field>
        <Field label="Team" hint="Whom the new drafts belong to, unless a row of the file says otherwise.">
          <Select
            value={team}
            onValueChange={(next) => {
              setTeam(next);
              imports.clear();
            }}
            options={withoutTeam ? [{ value: NO_TEAM, label: "No team yet" }, ...teamOptions] : teamOptions}
          />
        </Field>
      </div>
      <DropZone onFiles={imports.add} />
      {imports.files.map((item) => (
        <FileImportCard
          key={item.id}
          item={item}
          onWrite={() => item.state.at === "preview" && imports.write(item.id, item.file, item.state.plan)}
          onRetry={() => imports.plan(item.id, item.file)}
          onRemove={() => imports.remove(item.id)}
        />
      ))}
    </div>
  );
}
