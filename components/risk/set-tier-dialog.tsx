"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { Refused } from "@/components/agents/refused";
import { Callout } from "@/components/ui/callout";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { FormButtons } from "@/components/ui/form-buttons";
import { Input } from "@/components/ui/input";
import { RadioGroup } from "@/components/ui/radio-group";
import { Textarea } from "@/components/ui/textarea";
import { toast } from "@/components/ui/toast";
import { type RiskView, TIER_LABELS, type Tier, type TierOption } from "@/lib/agents/terms";
import { type ActionFailure, issueOf } from "@/lib/http/action-state";
import type { TierActions } from "./types";

const DAYS = 30;

/** Another tier than the computed one, for how long and why; says before it is sent whether it stands at once. */
export function SetTierDialog({
  risk,
  actions,
  onClose,
}: {
  risk: RiskView;
  actions: TierActions;
  onClose: () => void;
}) {
  const router = useRouter();
  const [tier, setTier] = useState<Tier | undefined>(undefined);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<ActionFailure | null>(null);
  const option = risk.options.find((one) => one.tier === tier);

  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    if (!option) return;
    const form = new FormData(event.currentTarget);
    setBusy(true);
    const done = await actions.override({
      id: risk.id,
      version: risk.version,
      tier: option.tier,
      reason: String(form.get("reason") ?? ""),
      days: Number(form.get("days")) || 0,
    });
    setBusy(false);
    if (!done.ok) return setFailure(done);
    const word = TIER_LABELS[option.tier].toLowerCase();
    toast.success(done.value.waits ? "A second person is asked" : `${risk.name} is rated ${word}`);
    onClose();
    router.refresh();
  }

  return (
    <Dialog open onOpenChange={(open) => (open || busy ? undefined : onClose())}>
      <DialogContent
        title={`Set another tier for ${risk.name}`}
        description="Instead of what is computed, for a while. Raising stands at once; lowering needs a second person."
      >
        <form onSubmit={submit} className="grid gap-4">
          <RadioGroup
            label="Tier"
            look="cards"
            value={tier}
            onValueChange={setTier}
            options={risk.options.map((one) => ({
              value: one.tier,
              label: TIER_LABELS[one.tier],
              hint: hintOf(one),
              disabled: one.refusal !== null,
            }))}
          />
          <Field
            label="For how many days"
            hint={
              option
                ? `At most ${option.daysMax}. Afterwards what is computed stands again.`
                : "Afterwards what is computed stands again."
            }
            error={issueOf(failure, "days")}
          >
            <Input name="days" type="number" min={1} max={option?.daysMax ?? 180} defaultValue={DAYS} required />
          </Field>
          <Field
            label="Reason"
            hint="What the computed sum does not know. At least 10 characters; stands in the log."
            error={issueOf(failure, "reason")}
          >
            <Textarea name="reason" required minLength={10} maxLength={1000} />
          </Field>
          {option?.consent ? (
            <Callout>Nothing changes until a second person agrees: it waits in their inbox.</Callout>
          ) : null}
          {failure && failure.code !== "invalid" ? <Refused failure={failure} /> : null}
          <div className="flex justify-end gap-2 pt-1">
            <FormButtons busy={busy} disabled={!option}>
              {option?.consent ? "Ask a second person" : "Set the tier"}
            </FormButtons>
          </div>
        </form>
      </DialogContent>
    </Dialog>
  );
}

function hintOf({ refusal, consent, daysMax }: TierOption): string {
  if (refusal !== null) return refusal;
  return consent ? `A second person has to agree; at most ${daysMax} days.` : `At once; at most ${daysMax} days.`;
}
