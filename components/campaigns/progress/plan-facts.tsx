import { Card, CardContent, CardHeader, FactList } from "@/components/ui/card";
import { LiteralText } from "@/components/ui/literal-text";
import type { CampaignPlan } from "@/lib/campaigns/terms";
import { TIERS } from "@/lib/risk/terms";
import {
  kindsWords,
  remindersWords,
  sampleWords,
  scopeWords,
  secondPersonWords,
  silenceWords,
  stageWords,
  wavesWords,
} from "../wizard/words";

export interface PlanFactsProps {
  plan: CampaignPlan;
  /** Names of the teams and people that the scope and the stages mention. */
  names?: ReadonlyMap<string, string>;
  description?: string;
  /** Facts that belong to one campaign and not to the plan. */
  more?: readonly { label: string; value: React.ReactNode }[];
}

const AS_LAUNCHED = "As it was at the launch: nothing here changes afterwards.";

/** A plan in words: what is looked at, by whom, and what silence does. */
export function PlanFacts({ plan, names = new Map(), description = AS_LAUNCHED, more = [] }: PlanFactsProps) {
  const limits = scopeWords(plan.scope, names);
  const silences = [...TIERS].reverse().map((tier) => silenceWords(tier, plan.rules));
  return (
    <Card aria-labelledby="plan">
      <CardHeader id="plan" title="What it does" description={description} />
      <CardContent>
        <FactList
          facts={[
            { label: "Looks at", value: kindsWords(plan.kinds) },
            {
              label: "Scope",
              value: limits.length ? <Lines lines={limits} /> : "Every agent",
            },
            {
              label: "Asks",
              value: (
                <ol className="grid gap-1">
                  {plan.stages.map((stage, at) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: stages have no other name than their place
                    <li key={at}>
                      {at + 1}. <LiteralText text={stageWords(stage, names.get(stage.personId ?? ""))} />
                      {at > 0 ? <span className="text-muted-foreground"> {sampleWords(stage)}</span> : null}
                    </li>
                  ))}
                </ol>
              ),
            },
            { label: "Silence", value: <Lines lines={silences} /> },
            { label: "Reminders", value: remindersWords(plan.rules) },
            { label: "Close", value: <Lines lines={[secondPersonWords(plan.rules), wavesWords(plan.rules)]} /> },
            ...more,
          ]}
        />
      </CardContent>
    </Card>
  );
}

function Lines({ lines }: { lines: readonly string[] }) {
  return (
    <ul className="grid gap-1">
      {lines.map((line) => (
        <li key={line}>
          <LiteralText text={line} />
        </li>
      ))}
    </ul>
  );
}
