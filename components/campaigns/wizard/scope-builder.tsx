"use client";

import { findAgents } from "@/components/policies/find-agents";
import { Checkbox } from "@/components/ui/checkbox";
import type { ComboboxOption } from "@/components/ui/combobox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { type CampaignScope, ITEM_KINDS, type ItemKind } from "@/lib/campaigns/terms";
import { ENVIRONMENT_LABELS, ENVIRONMENTS, TIER_LABELS, TIERS } from "@/lib/risk/terms";
import { MultiPick } from "./multi-pick";
import type { ScopeChoices } from "./types";
import { KIND_HINTS, kindLabel } from "./words";

export interface ScopeBuilderProps {
  kinds: readonly ItemKind[];
  scope: CampaignScope;
  choices: ScopeChoices;
  /** What chosen agents are called, by id. */
  agentNames: Readonly<Record<string, string>>;
  onKinds: (kinds: ItemKind[]) => void;
  onScope: (change: Partial<CampaignScope>, names?: readonly ComboboxOption[]) => void;
}

/** What is looked at, and of which agents. Nothing chosen limits nothing; all limits must hold. */
export function ScopeBuilder(props: ScopeBuilderProps) {
  const { kinds, scope, choices, onKinds, onScope } = props;
  return (
    <div className="grid gap-5">
      <fieldset className="grid gap-2">
        <legend className="mb-1 font-medium">Kinds of rights</legend>
        {ITEM_KINDS.map((kind) => (
          <Checkbox
            key={kind}
            checked={kinds.includes(kind)}
            onCheckedChange={(on) => onKinds(ITEM_KINDS.filter((one) => (one === kind ? on : kinds.includes(one))))}
          >
            <span className="font-medium">{kindLabel(kind)}</span>
            <span className="block text-muted-foreground text-xs">{KIND_HINTS[kind]}</span>
          </Checkbox>
        ))}
      </fieldset>
      <div className="grid gap-5 sm:grid-cols-2">
        <Boxes
          legend="Tiers"
          values={TIERS}
          labels={TIER_LABELS}
          chosen={scope.tiers}
          onChange={(tiers) => onScope({ tiers })}
        />
        <Boxes
          legend="Environments"
          values={ENVIRONMENTS}
          labels={ENVIRONMENT_LABELS}
          chosen={scope.environments}
          onChange={(environments) => onScope({ environments })}
        />
      </div>
      <Limits choices={choices} scope={scope} agentNames={props.agentNames} onScope={onScope} />
    </div>
  );
}

function Limits({
  scope,
  choices,
  agentNames,
  onScope,
}: Pick<ScopeBuilderProps, "scope" | "choices" | "agentNames" | "onScope">) {
  const plain = (values: readonly string[]) => values.map((value) => ({ value, label: value }));
  const named = (ids: readonly string[], known: readonly ComboboxOption[]) =>
    ids.map((id) => known.find(({ value }) => value === id) ?? { value: id, label: agentNames[id] ?? id });
  const ids = (chosen: readonly ComboboxOption[]) => chosen.map(({ value }) => value);
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <MultiPick
        label="Teams"
        none="Every team"
        options={choices.teams}
        chosen={named(scope.teamIds, choices.teams)}
        onChange={(chosen) => onScope({ teamIds: ids(chosen) })}
      />
      <MultiPick
        label="Owners"
        none="Every owner"
        options={choices.owners}
        chosen={named(scope.ownerIds, choices.owners)}
        onChange={(chosen) => onScope({ ownerIds: ids(chosen) })}
      />
      <MultiPick
        label="Providers"
        none="Every provider"
        options={plain(choices.providers)}
        chosen={plain(scope.providers)}
        onChange={(chosen) => onScope({ providers: ids(chosen) })}
      />
      <MultiPick
        label="Servers and tools"
        none="Every tool"
        options={plain(choices.tools)}
        chosen={plain(scope.tools)}
        onChange={(chosen) => onScope({ tools: ids(chosen) })}
      />
      <MultiPick
        label="Agents"
        none="Every agent"
        search={findAgents}
        chosen={named(scope.agentIds, [])}
        onChange={(chosen) => onScope({ agentIds: ids(chosen) }, chosen)}
      />
      <Field label="Only what was not certified for (days)" optional>
        <Input
          type="number"
          min={1}
          max={3650}
          placeholder="Whenever it was"
          value={scope.notCertifiedDays ?? ""}
          onChange={(event) => onScope({ notCertifiedDays: wholeIn(event.currentTarget.value) })}
        />
      </Field>
    </div>
  );
}

interface BoxesProps<Value extends string> {
  legend: string;
  values: readonly Value[];
  labels: Record<Value, string>;
  chosen: readonly Value[];
  onChange: (chosen: Value[]) => void;
}

function Boxes<Value extends string>({ legend, values, labels, chosen, onChange }: BoxesProps<Value>) {
  return (
    <fieldset>
      <legend className="mb-1.5 font-medium">
        {legend} {chosen.length === 0 ? <span className="font-normal text-muted-foreground">every one</span> : null}
      </legend>
      <div className="flex flex-wrap gap-x-4 gap-y-1">
        {values.map((value) => (
          <Checkbox
            key={value}
            checked={chosen.includes(value)}
            onCheckedChange={(on) => onChange(values.filter((one) => (one === value ? on : chosen.includes(one))))}
          >
            {labels[value]}
          </Checkbox>
        ))}
      </div>
    </fieldset>
  );
}

/** A whole number of at least 1, or null for nothing. */
function wholeIn(text: string): number | null {
  const value = Math.trunc(Number(text));
  return text !== "" && value >= 1 ? value : null;
}
