"use client";

import type { Route } from "next";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { Refused } from "@/components/agents/refused";
import { Button, buttonVariants } from "@/components/ui/button";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { FormButtons } from "@/components/ui/form-buttons";
import { Textarea } from "@/components/ui/textarea";
import { toast } from "@/components/ui/toast";
import { Tooltip } from "@/components/ui/tooltip";
import type { EntitlementView, Proposal } from "@/lib/entitlements/schema";
import { LIMITS } from "@/lib/entitlements/terms";
import { type ActionFailure, issueOf } from "@/lib/http/action-state";
import { inputOf } from "./form/draft";
import type { GrantActions, NarrowActions } from "./types";
import { GrantSentence } from "./words";

export interface TakeOfferProps {
  grant: EntitlementView;
  proposal: Proposal;
  actions: Pick<NarrowActions, "narrow"> & Pick<GrantActions, "revoke">;
}

/** Takes the narrower grant as it is offered, or goes on from it by hand. */
export function TakeOffer({ grant, proposal, actions }: TakeOfferProps) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const ability = grant.abilities[proposal.kind === "unused" ? "revoke" : "narrow"];
  const label = proposal.kind === "unused" ? "Revoke…" : proposal.kind === "wide" ? "Narrow…" : "Narrow to this…";
  if (!ability.allowed) {
    return (
      <Tooltip content={ability.reason ?? "Not now."}>
        <Button disabled focusableWhenDisabled>
          {label}
        </Button>
      </Tooltip>
    );
  }
  return (
    <>
      {proposal.kind === "wide" ? null : (
        <Button variant={proposal.into.length ? "default" : "outline"} onClick={() => setOpen(true)}>
          {label}
        </Button>
      )}
      {proposal.kind === "unused" ? null : (
        <Link
          href={`/entitlements/${grant.id}/narrow` as Route}
          prefetch={false}
          className={buttonVariants({ variant: proposal.kind === "wide" ? "default" : "outline" })}
        >
          By hand…
        </Link>
      )}
      {open ? (
        <OfferDialog
          grant={grant}
          proposal={proposal}
          actions={actions}
          onDone={() => {
            setOpen(false);
            router.refresh();
          }}
          onClose={() => setOpen(false)}
        />
      ) : null}
    </>
  );
}

function OfferDialog({
  grant,
  proposal,
  actions,
  onDone,
  onClose,
}: TakeOfferProps & { onDone: () => void; onClose: () => void }) {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<ActionFailure | null>(null);
  const narrows = proposal.into.length > 0;

  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const reason = String(new FormData(event.currentTarget).get("reason") ?? "");
    const { id, version } = grant;
    setBusy(true);
    const answer = narrows
      ? await actions.narrow({ id, version, into: proposal.into.map(inputOf), reason })
      : await actions.revoke({ id, version, reason });
    setBusy(false);
    if (!answer.ok) return setFailure(answer);
    toast.success(narrows ? "Narrowed to what is used" : "Revoked: nothing rests on it any more");
    onDone();
  }

  return (
    <Dialog open onOpenChange={(open) => (open || busy ? undefined : onClose())}>
      <DialogContent
        title={narrows ? "Narrow this grant?" : "Revoke this grant?"}
        description="It takes effect at once. What turns out to be needed has to be asked for."
      >
        <form onSubmit={submit} className="grid gap-3">
          <dl className="grid gap-2 rounded-md border border-border bg-muted px-3 py-2.5">
            <dt className="text-muted-foreground text-xs">Now the agent</dt>
            <dd>
              <GrantSentence shape={grant} />
            </dd>
            {narrows ? <dt className="text-muted-foreground text-xs">From then on it</dt> : null}
            {proposal.into.map((shape) => (
              <dd key={`${shape.tool}`}>
                <GrantSentence shape={shape} />
              </dd>
            ))}
          </dl>
          <Field label="Reason" error={issueOf(failure, "reason")}>
            <Textarea
              name="reason"
              required
              minLength={LIMITS.reasonLeast}
              maxLength={LIMITS.reason}
              defaultValue={`Right-sizing: ${proposal.because}`}
            />
          </Field>
          {failure ? <Refused failure={failure} /> : null}
          <div className="flex justify-end gap-2 pt-1">
            <FormButtons busy={busy} variant={narrows ? "default" : "destructive"}>
              {narrows ? "Narrow" : "Revoke"}
            </FormButtons>
          </div>
        </form>
      </DialogContent>
    </Dialog>
  );
}
