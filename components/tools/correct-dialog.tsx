"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useEffect, useState } from "react";
import { Refused } from "@/components/agents/refused";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { FormButtons } from "@/components/ui/form-buttons";
import { LiteralText } from "@/components/ui/literal-text";
import { RadioGroup } from "@/components/ui/radio-group";
import { Textarea } from "@/components/ui/textarea";
import { TierBadge } from "@/components/ui/tier-badge";
import { toast } from "@/components/ui/toast";
import type { CorrectionPreview, ToolRow } from "@/lib/agents/schema";
import { type ActionFailure, issueOf } from "@/lib/http/action-state";
import {
  CAPABILITIES,
  CAPABILITY_LABELS,
  type Capability,
  EFFECT_LABELS,
  EFFECTS,
  type Effect,
} from "@/lib/risk/terms";
import type { ToolActions } from "./types";

export interface CorrectDialogProps {
  tool: Pick<ToolRow, "id" | "version" | "hash" | "name" | "effect" | "capabilities">;
  actions: Pick<ToolActions, "correct" | "preview">;
  onClose: () => void;
}

const EFFECT_HINTS: Record<Effect, string> = {
  read: "Everything stays as it was",
  write: "Adds something, and leaves the rest as it was",
  destructive: "Changes, replaces, interrupts or removes what is there",
};
/** Said by the effect; the others contradict a tool that only reads. */
const NOT_BY_READING: ReadonlySet<Capability> = new Set([
  "write",
  "delete",
  "pay",
  "change_permissions",
  "change_infrastructure",
]);

/** States what a tool can do, with what the agent's tier would be then shown before anything is saved (K1). */
export function CorrectDialog({ tool, actions, onClose }: CorrectDialogProps) {
  const router = useRouter();
  const [effect, setEffect] = useState<Effect>(tool.effect);
  const [chosen, setChosen] = useState<readonly Capability[]>(tool.capabilities);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<ActionFailure | null>(null);
  // Whoever says that it reads says that it can.
  const capabilities = CAPABILITIES.filter((capability) =>
    effect === "read"
      ? capability === "read" || (chosen.includes(capability) && !NOT_BY_READING.has(capability))
      : chosen.includes(capability),
  );

  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const reason = String(new FormData(event.currentTarget).get("reason") ?? "");
    const { id, version, hash } = tool;
    setBusy(true);
    const done = await actions.correct({ id, version, hash, effect, capabilities, reason });
    setBusy(false);
    if (!done.ok) return setFailure(done);
    toast.success(`What ${tool.name} can do is corrected`);
    onClose();
    router.refresh();
  }

  return (
    <Dialog open onOpenChange={(open) => (open || busy ? undefined : onClose())}>
      <DialogContent
        title={
          <>
            What can <LiteralText text={tool.name} /> do?
          </>
        }
        description="Your word counts instead of the classifier's, until its definition changes."
        size="md"
      >
        <form onSubmit={submit} className="grid gap-4">
          <RadioGroup
            label="What it does to what exists"
            value={effect}
            onValueChange={setEffect}
            options={EFFECTS.map((value) => ({ value, label: EFFECT_LABELS[value], hint: EFFECT_HINTS[value] }))}
          />
          <fieldset className="grid gap-x-4 sm:grid-cols-2">
            <legend className="mb-1 font-medium text-sm">It can</legend>
            {CAPABILITIES.map((capability) => (
              <Checkbox
                key={capability}
                checked={capabilities.includes(capability)}
                disabled={effect === "read" && NOT_BY_READING.has(capability)}
                onCheckedChange={(on) =>
                  setChosen(on ? [...chosen, capability] : chosen.filter((one) => one !== capability))
                }
              >
                {CAPABILITY_LABELS[capability]}
              </Checkbox>
            ))}
          </fieldset>
          <Preview id={tool.id} effect={effect} capabilities={capabilities} preview={actions.preview} />
          <Field
            label="Reason"
            hint="Stands in the audit log and in the tool's history."
            error={issueOf(failure, "reason")}
          >
            <Textarea name="reason" required minLength={5} maxLength={1000} />
          </Field>
          {failure ? <Refused failure={failure} /> : null}
          <div className="flex justify-end gap-2">
            <FormButtons busy={busy}>Correct</FormButtons>
          </div>
        </form>
      </DialogContent>
    </Dialog>
  );
}

interface PreviewProps {
  id: string;
  effect: Effect;
  capabilities: readonly Capability[];
  preview: ToolActions["preview"];
}

function Preview({ id, effect, capabilities, preview }: PreviewProps) {
  const [shown, setShown] = useState<CorrectionPreview | string | null>(null);
  const key = `${effect}/${capabilities.join(",")}`;
  useEffect(() => {
    let over = false;
    const [said, ...rest] = key.split("/");
    const chosen = (rest.join("/") || "").split(",").filter(Boolean) as Capability[];
    void preview({ id, effect: said as Effect, capabilities: chosen }).then((answer) => {
      if (!over) setShown(answer.ok ? answer.value : answer.message);
    });
    return () => {
      over = true;
    };
  }, [id, key, preview]);
  return (
    <div role="status" className="min-h-14 rounded-md border border-border bg-muted px-3 py-2 text-sm">
      {shown === null ? <span className="text-muted-foreground">Computing the agent's tier …</span> : null}
      {typeof shown === "string" ? shown : null}
      {shown !== null && typeof shown === "object" ? <Outcome preview={shown} /> : null}
    </div>
  );
}

function Outcome({ preview }: { preview: CorrectionPreview }) {
  const { now, stands, computed, scoreNow, scoreThen, held, onceAccepted } = preview;
  return (
    <>
      <p className="flex flex-wrap items-center gap-1.5">
        {onceAccepted ? "Once the tool is accepted, the agent's tier " : "The agent's tier "}
        {now === stands ? (
          <>
            stays <TierBadge tier={stands} />
          </>
        ) : (
          <>
            goes from <TierBadge tier={now} /> to <TierBadge tier={stands} />
          </>
        )}
        <span className="text-muted-foreground tabular-nums">
          ({scoreNow} → {scoreThen} points)
        </span>
      </p>
      {held ? (
        <p className="mt-1 text-muted-foreground text-xs">
          Computed would be {computed}. It does not take the place of {stands} until a second person confirms or the
          override ends.
        </p>
      ) : null}
    </>
  );
}
