"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useId, useState } from "react";
import { Refused } from "@/components/agents/refused";
import { orThrow, useAction } from "@/components/people/use-action";
import { Button } from "@/components/ui/button";
import { ConfirmDialog, Dialog, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { FormButtons } from "@/components/ui/form-buttons";
import { Textarea } from "@/components/ui/textarea";
import { toast } from "@/components/ui/toast";
import { type ActionState, issueOf } from "@/lib/http/action-state";
import type { Ability, DecideVersionInput, RejectVersionInput } from "@/lib/policy/schema";

export interface DecideProposalProps {
  name: string;
  seen: DecideVersionInput;
  abilities: { publish: Ability; reject: Ability; withdraw: Ability };
  /** What publishing brings, as a sentence. */
  brings: string;
  publish: (input: DecideVersionInput) => Promise<ActionState<unknown>>;
  reject: (input: RejectVersionInput) => Promise<ActionState<unknown>>;
  withdraw: (input: DecideVersionInput) => Promise<ActionState<unknown>>;
}

/** What can be done about a proposal: publish, reject, or take back one's own. What the rule forbids says why. */
export function DecideProposal(props: DecideProposalProps) {
  const { name, seen, abilities, brings, publish, withdraw } = props;
  const router = useRouter();
  const why = useId();
  const [asking, setAsking] = useState<"publish" | "reject" | "withdraw" | null>(null);
  const close = (open: boolean) => (open ? undefined : setAsking(null));

  async function act(work: Promise<ActionState<unknown>>, done: string): Promise<void> {
    await orThrow(work);
    toast.success(done);
    router.refresh();
  }

  return (
    <div className="grid justify-items-end gap-1.5">
      <div className="flex flex-wrap justify-end gap-2">
        {abilities.withdraw.allowed ? (
          <Button variant="outline" onClick={() => setAsking("withdraw")}>
            Withdraw
          </Button>
        ) : null}
        {abilities.reject.allowed ? (
          <Button variant="outline" onClick={() => setAsking("reject")}>
            Reject
          </Button>
        ) : null}
        <Button
          disabled={!abilities.publish.allowed}
          focusableWhenDisabled
          aria-describedby={abilities.publish.allowed ? undefined : why}
          onClick={() => setAsking("publish")}
        >
          Publish
        </Button>
      </div>
      {abilities.publish.allowed ? null : (
        <p id={why} className="text-muted-foreground text-xs">
          {abilities.publish.reason}
        </p>
      )}
      <ConfirmDialog
        open={asking === "publish"}
        onOpenChange={close}
        title={`Publish version ${seen.number} of ${name}?`}
        description={brings}
        confirmLabel="Publish"
        onConfirm={() => act(publish(seen), `Version ${seen.number} is in force`)}
      />
      <ConfirmDialog
        open={asking === "withdraw"}
        onOpenChange={close}
        title={`Withdraw version ${seen.number} of ${name}?`}
        description="Nobody can publish it any more. Its text stays here and can be taken up in a new draft."
        confirmLabel="Withdraw"
        onConfirm={() => act(withdraw(seen), `Version ${seen.number} is withdrawn`)}
      />
      <Dialog open={asking === "reject"} onOpenChange={close}>
        {asking === "reject" ? <AskReason {...props} onDone={() => setAsking(null)} /> : null}
      </Dialog>
    </div>
  );
}

function AskReason({ name, seen, reject, onDone }: DecideProposalProps & { onDone: () => void }) {
  const router = useRouter();
  const { run, busy, failure } = useAction();

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const reason = String(new FormData(event.currentTarget).get("reason") ?? "");
    run(
      () => reject({ ...seen, reason }),
      `Version ${seen.number} is rejected`,
      () => {
        onDone();
        router.refresh();
      },
    );
  }

  return (
    <DialogContent
      title={`Reject version ${seen.number} of ${name}?`}
      description="What is in force stays. Whoever wrote it can take the text up again."
      size="sm"
      footer={
        <FormButtons form="reject-version" variant="destructive" busy={busy}>
          Reject
        </FormButtons>
      }
    >
      <form id="reject-version" onSubmit={submit} className="grid gap-3">
        <Field label="Reason" hint="Stands on this page and in the audit log." error={issueOf(failure, "reason")}>
          <Textarea name="reason" required minLength={10} maxLength={500} />
        </Field>
        {failure && failure.issues.length === 0 ? <Refused failure={failure} /> : null}
      </form>
    </DialogContent>
  );
}
