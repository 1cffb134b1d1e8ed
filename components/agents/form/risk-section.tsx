"use client";

import { RadioGroup } from "@/components/ui/radio-group";
import { Textarea } from "@/components/ui/textarea";
import { TierBadge } from "@/components/ui/tier-badge";
import { LIMITS, TIERS, type Tier } from "@/lib/agents/terms";
import { FieldGroup, FormField } from "./form-field";
import { FormSection, type SectionProps } from "./form-section";

/** What each tier stands for, and what stating it brings: the rules that registration and activation enforce. */
const MEANING: Record<Tier, { stands: string; brings: string }> = {
  low: {
    stands: "Reads what most people here may read; a mistake is noticed and undone in minutes.",
    brings: "Owner and sponsor may be one person. Whoever registers it may activate it.",
  },
  moderate: {
    stands: "Changes things inside one team's systems; a mistake costs work, not money or trust.",
    brings: "Owner and sponsor may be one person. Whoever registers it may activate it.",
  },
  high: {
    stands: "Touches money, personal data or what customers see; a mistake has to be explained.",
    brings: "Owner and sponsor must be two people. Somebody else than who registers it activates it.",
  },
  critical: {
    stands: "Can pay, delete, change rights or infrastructure by itself; a mistake may not be undone.",
    brings: "Owner and sponsor must be two people. Somebody else than who registers it activates it.",
  },
};

export function RiskSection({ values, set, errorOf }: SectionProps) {
  return (
    <FormSection title="How dangerous it is" lead="Judge by the worst thing it could do with what it can touch.">
      <FieldGroup path="tier" legend="Risk tier" error={errorOf("tier")}>
        <RadioGroup
          label="Risk tier"
          look="cards"
          value={values.tier ?? undefined}
          onValueChange={(tier) => set("tier", tier)}
          options={TIERS.map((tier) => ({
            value: tier,
            label: <TierBadge tier={tier} />,
            hint: (
              <span className="mt-1 grid gap-0.5">
                <span>{MEANING[tier].stands}</span>
                <span className="text-foreground">{MEANING[tier].brings}</span>
              </span>
            ),
          }))}
        />
      </FieldGroup>
      <FormField
        path="tierReason"
        label="Reason for the tier"
        error={errorOf("tierReason")}
        hint="What decided it. At least 10 characters to register."
      >
        <Textarea
          rows={2}
          value={values.tierReason}
          onChange={(event) => set("tierReason", event.target.value)}
          maxLength={LIMITS.reason}
        />
      </FormField>
    </FormSection>
  );
}
