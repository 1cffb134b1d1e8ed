"use client";

import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { TestCase } from "@/lib/policy/schema";
import {
  AUTONOMIES,
  AUTONOMY_LABELS,
  CAPABILITIES,
  CAPABILITY_LABELS,
  EFFECT_LABELS,
  EFFECTS,
  ENVIRONMENT_LABELS,
  ENVIRONMENTS,
  EXPOSURE_LABELS,
  EXPOSURES,
  TIER_LABELS,
  TIERS,
} from "@/lib/risk/terms";

const options = <T extends string>(values: readonly T[], labels: Readonly<Record<T, string>>) =>
  values.map((value) => ({ value, label: labels[value] }));

export interface CaseFactsProps {
  test: TestCase;
  change: (part: Partial<TestCase>) => void;
}

/** What is true of the agent and the tool of a test, and when the call is made. */
export function CaseFacts({ test, change }: CaseFactsProps) {
  const agent = (part: Partial<TestCase["agent"]>) => change({ agent: { ...test.agent, ...part } });
  const tool = (part: Partial<TestCase["tool"]>) => change({ tool: { ...test.tool, ...part } });
  return (
    <>
      <div className="grid gap-3 sm:grid-cols-2">
        <Field label="Server">
          <Input
            required
            maxLength={200}
            autoComplete="off"
            value={test.tool.server}
            onValueChange={(server) => tool({ server })}
          />
        </Field>
        <Field label="Tool">
          <Input
            required
            maxLength={200}
            autoComplete="off"
            value={test.tool.name}
            onValueChange={(name) => tool({ name })}
          />
        </Field>
        <Field label="What the tool does">
          <Select
            options={options(EFFECTS, EFFECT_LABELS)}
            value={test.tool.effect}
            onValueChange={(effect) => tool({ effect })}
          />
        </Field>
        <Field label="When, UTC">
          <Input
            type="datetime-local"
            required
            value={test.at.slice(0, 16)}
            onValueChange={(at) => {
              if (at) change({ at: `${at}:00.000Z` });
            }}
          />
        </Field>
      </div>
      <Capabilities chosen={test.tool.capabilities} choose={(capabilities) => tool({ capabilities })} />
      <div className="grid gap-3 sm:grid-cols-4">
        <Field label="Agent's tier">
          <Select
            options={options(TIERS, TIER_LABELS)}
            value={test.agent.tier}
            onValueChange={(tier) => agent({ tier })}
          />
        </Field>
        <Field label="Environment">
          <Select
            options={options(ENVIRONMENTS, ENVIRONMENT_LABELS)}
            value={test.agent.environment}
            onValueChange={(environment) => agent({ environment })}
          />
        </Field>
        <Field label="Autonomy">
          <Select
            options={options(AUTONOMIES, AUTONOMY_LABELS)}
            value={test.agent.autonomy}
            onValueChange={(autonomy) => agent({ autonomy })}
          />
        </Field>
        <Field label="Reached by">
          <Select
            options={options(EXPOSURES, EXPOSURE_LABELS)}
            value={test.agent.exposure}
            onValueChange={(exposure) => agent({ exposure })}
          />
        </Field>
      </div>
    </>
  );
}

type Capability = TestCase["tool"]["capabilities"][number];

function Capabilities({ chosen, choose }: { chosen: readonly Capability[]; choose: (next: Capability[]) => void }) {
  return (
    <fieldset className="grid gap-1.5">
      <legend className="mb-1 font-medium">What the tool is capable of</legend>
      <div className="flex flex-wrap gap-x-4 gap-y-1.5">
        {CAPABILITIES.map((capability) => (
          <Checkbox
            key={capability}
            checked={chosen.includes(capability)}
            onCheckedChange={(on) =>
              choose(CAPABILITIES.filter((one) => (one === capability ? on : chosen.includes(one))))
            }
          >
            {CAPABILITY_LABELS[capability]}
          </Checkbox>
        ))}
      </div>
    </fieldset>
  );
}
