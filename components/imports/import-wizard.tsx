"use client";

import { useState } from "react";
import { useLeaveGuard } from "@/components/agents/form/use-leave-guard";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { ENVIRONMENT_LABELS, ENVIRONMENTS, type Environment } from "@/lib/agents/terms";
import { DropZone } from "./drop-zone";
import { FileImportCard } from "./file-import-card";
import { TrustedKeys } from "./trusted-keys";
import type { ImportSettings } from "./upload";
import { useImports } from "./use-imports";

export interface ImportWizardProps {
  environment: Environment;
  /** The teams that this person may import into. */
  teams: readonly { id: string; name: string }[];
  /** Whether drafts of no team are possible: only for who acts for the whole organisation. */
  withoutTeam: boolean;
  /** Whether this person can answer for agents, and whether they can complete only those: then they start as their owner. */
  own: "offered" | "needed" | "never";
}

const NO_TEAM = "none";

/** Where the agents belong and whose signatures count first, then files; each file shows what it would do before it does it. */
export function ImportWizard({ environment, teams, withoutTeam, own }: ImportWizardProps) {
  const [settings, setSettings] = useState<ImportSettings>({
    environment,
    teamId: withoutTeam ? null : (teams[0]?.id ?? null),
    own: own === "needed",
    trustedKeys: null,
  });
  const imports = useImports();
  useLeaveGuard(imports.files.some(({ state }) => state.at === "writing"));
  const teamOptions = teams.map(({ id, name }) => ({ value: id, label: name }));

  function settle(changed: Partial<ImportSettings>): void {
    const next = { ...settings, ...changed };
    setSettings(next);
    imports.again(next);
  }

  return (
    <div className="grid min-w-0 max-w-5xl grid-cols-1 gap-4">
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Environment" hint="Where the agents of these files run. A record belongs to one environment.">
          <Select
            value={settings.environment}
            onValueChange={(next) => settle({ environment: next })}
            options={ENVIRONMENTS.map((value) => ({ value, label: ENVIRONMENT_LABELS[value] }))}
          />
        </Field>
        <Field label="Team" hint="Whom the new drafts belong to, unless a row of the file says otherwise.">
          <Select
            value={settings.teamId ?? NO_TEAM}
            onValueChange={(next) => settle({ teamId: next === NO_TEAM ? null : next })}
            options={withoutTeam ? [{ value: NO_TEAM, label: "No team yet" }, ...teamOptions] : teamOptions}
          />
        </Field>
        {own === "never" ? null : (
          <fieldset className="grid min-w-0 content-start gap-1.5">
            <legend className="mb-1.5 font-medium text-sm">Owner</legend>
            <Checkbox checked={settings.own} onCheckedChange={(checked) => settle({ own: checked })}>
              I answer for the new drafts
            </Checkbox>
            <p className="text-muted-foreground text-xs">
              You become their technical owner, except where the file names one.
              {own === "needed" ? " Drafts without an owner can be completed by compliance only." : ""}
            </p>
          </fieldset>
        )}
        <TrustedKeys chosen={settings.trustedKeys} onChange={(trustedKeys) => settle({ trustedKeys })} />
      </div>
      <DropZone onFiles={(files) => imports.add(files, settings)} />
      {imports.files.map((item) => (
        <FileImportCard
          key={item.id}
          item={item}
          onWrite={() => item.state.at === "preview" && imports.write(item, item.state.plan)}
          onRetry={() => imports.plan(item)}
          onRemove={() => imports.remove(item.id)}
        />
      ))}
    </div>
  );
}
