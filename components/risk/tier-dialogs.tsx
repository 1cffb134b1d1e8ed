"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { Refused } from "@/components/agents/refused";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { FormButtons } from "@/components/ui/form-buttons";
import { Textarea } from "@/components/ui/textarea";
import { toast } from "@/components/ui/toast";
import { type OverrideAction, type RiskView, TIER_LABELS } from "@/lib/agents/terms";
import { type ActionFailure, type ActionState, issueOf } from "@/lib/http/action-state";
import { SetTierDialog } from "./set-tier-dialog";
import type { TierActions } from "./types";

export interface TierDialogProps {
  act: OverrideAction;
  risk: RiskView;
  actions: TierActions;
  onClose: () => void;
}

/** Asks before an act on the tier, in words that repeat what it does to what. */
export function TierDialog(props: TierDialogProps) {
  return props.act === "override" ? <SetTierDialog {...props} /> : <AskDialog {...props} />;
}

interface Words {
  title: string;
  brings: string;
  verb: string;
  done: string;
  needsReason: boolean;
}

const word = (tier: keyof typeof TIER_LABELS | null | undefined) =>
  tier ? TIER_LABELS[tier].toLowerCase() : "no tier";

function wordsOf(
  act: Exclude<OverrideAction, "override">,
  { name, tier, computed, override, pending }: RiskView,
): Words {
  const asked = pending?.kind === "release" ? word(computed?.tier) : word(pending?.tier);
  const raise = override?.kind === "raise";
  const all: Record<Exclude<OverrideAction, "override">, Words> = {
    approve: {
      title: `Agree that ${name} is rated ${asked}?`,
      brings: `Its tier falls from ${word(tier)} to ${asked} at once. You are the second person; both names stand in the log.`,
      verb: "Agree",
      done: `${name} is rated ${asked}`,
      needsReason: false,
    },
    reject: {
      title: `Refuse ${asked} for ${name}?`,
      brings: `Its tier stays ${word(tier)}. Who asked reads your reason.`,
      verb: "Refuse",
      done: "Refused: nothing changes",
      needsReason: true,
    },
    withdraw: {
      title: "Take the request back?",
      brings: `The tier of ${name} stays ${word(tier)}.`,
      verb: "Take it back",
      done: "Taken back: nothing changes",
      needsReason: false,
    },
    confirm: {
      title: `Let ${name} fall from ${word(tier)} to ${word(computed?.tier)}?`,
      brings: "It takes effect at once, and less is asked of the agent from then on. Your name stands in the log.",
      verb: "Confirm the fall",
      done: `${name} is rated ${word(computed?.tier)}`,
      needsReason: false,
    },
    end: {
      title: `End the override of ${name}?`,
      brings: raise
        ? `Ending a raise lowers the tier: it stays ${word(tier)} until a second person agrees.`
        : `Its tier rises from ${word(tier)} to what is computed, at once.`,
      verb: raise ? "Ask to end it" : "End it",
      done: raise ? "A second person is asked" : "What is computed stands again",
      needsReason: true,
    },
  };
  return all[act];
}

function send(
  act: Exclude<OverrideAction, "override">,
  { risk, actions }: Pick<TierDialogProps, "risk" | "actions">,
  reason: string,
): Promise<ActionState<unknown>> {
  const { id, version } = risk;
  const overrideId = risk.pending?.id ?? "";
  if (act === "approve") return actions.approve({ id, version, overrideId });
  if (act === "reject") return actions.reject({ id, overrideId, reason });
  if (act === "withdraw") return actions.withdraw({ id, overrideId });
  if (act === "end") return actions.end({ id, version, reason });
  return actions.confirm({ id, version });
}

function AskDialog({ act, risk, actions, onClose }: TierDialogProps) {
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<ActionFailure | null>(null);
  if (act === "override") return null;
  const asked = act;
  const words = wordsOf(asked, risk);

  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const reason = String(new FormData(event.currentTarget).get("reason") ?? "");
    setBusy(true);
    const done = await send(asked, { risk, actions }, reason);
    setBusy(false);
    if (!done.ok) return setFailure(done);
    toast.success(words.done);
    onClose();
    router.refresh();
  }

  return (
    <Dialog open onOpenChange={(open) => (open || busy ? undefined : onClose())}>
      <DialogContent title={words.title} description={words.brings} size="sm">
        <form onSubmit={submit} className="grid gap-3">
          {words.needsReason ? (
            <Field label="Reason" hint="At least 10 characters; stands in the log." error={issueOf(failure, "reason")}>
              <Textarea name="reason" required minLength={10} maxLength={1000} />
            </Field>
          ) : null}
          {failure ? <Refused failure={failure} /> : null}
          <div className="flex justify-end gap-2 pt-1">
            <FormButtons busy={busy}>{words.verb}</FormButtons>
          </div>
        </form>
      </DialogContent>
    </Dialog>
  );
}
