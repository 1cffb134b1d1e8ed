"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useEffect, useId, useState } from "react";
import { orThrow } from "@/components/people/use-action";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import { toast } from "@/components/ui/toast";
import type { ActionState } from "@/lib/http/action-state";

export interface ActButtonProps {
  label: string;
  title: string;
  description: string;
  done: string;
  /** Null: it may be done; otherwise why not. */
  bar: string | null;
  run: (reason: string) => Promise<ActionState<unknown>>;
  /** Asks for a reason. */
  wantsReason?: boolean;
  isMain?: boolean;
  isGrave?: boolean;
  /** Said in the dialog before it is confirmed. */
  preview?: () => Promise<ActionState<ReactNode>>;
}

/** One act that asks before it is done; off, with the reason, where the rule says no. */
export function ActButton({ label, bar, isMain = false, ...rest }: ActButtonProps) {
  const [open, setOpen] = useState(false);
  const whyId = useId();
  return (
    <>
      <Button
        size="sm"
        variant={isMain ? "default" : "outline"}
        disabled={bar !== null}
        focusableWhenDisabled
        title={bar ?? undefined}
        aria-describedby={bar ? whyId : undefined}
        onClick={() => setOpen(true)}
      >
        {label}
      </Button>
      {bar ? (
        <span id={whyId} className="sr-only">
          {bar}
        </span>
      ) : null}
      {open ? <Ask {...rest} label={label} close={() => setOpen(false)} /> : null}
    </>
  );
}

function Ask(props: Omit<ActButtonProps, "bar" | "isMain"> & { close: () => void }) {
  const { label, title, description, done, run, wantsReason = false, isGrave = false, preview, close } = props;
  const router = useRouter();
  const [reason, setReason] = useState("");
  const said = usePreview(preview);

  async function carryOut(): Promise<void> {
    await orThrow(run(reason));
    toast.success(done);
    router.refresh();
  }

  return (
    <ConfirmDialog
      open
      onOpenChange={close}
      title={title}
      description={description}
      confirmLabel={label}
      destructive={isGrave}
      onConfirm={carryOut}
    >
      {preview ? (
        <div role="status" className="mb-3">
          {said ?? "Counting…"}
        </div>
      ) : null}
      {wantsReason ? (
        <Field label="Why?" hint="For the record: at least 10 characters.">
          <Textarea value={reason} onChange={(event) => setReason(event.target.value)} maxLength={2_000} />
        </Field>
      ) : null}
    </ConfirmDialog>
  );
}

function usePreview(preview: ActButtonProps["preview"]): ReactNode {
  const [said, setSaid] = useState<ReactNode>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked once, when the dialog opens
  useEffect(() => {
    let isOver = false;
    void preview?.().then((answer) => {
      if (!isOver) setSaid(answer.ok ? answer.value : answer.message);
    });
    return () => {
      isOver = true;
    };
  }, []);
  return said;
}
