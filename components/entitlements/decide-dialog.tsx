"use client";

import { type FormEvent, useState } from "react";
import { Refused } from "@/components/agents/refused";
import { Callout } from "@/components/ui/callout";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { FormButtons } from "@/components/ui/form-buttons";
import { LiteralText } from "@/components/ui/literal-text";
import { Textarea } from "@/components/ui/textarea";
import { toast } from "@/components/ui/toast";
import type { EntitlementView } from "@/lib/entitlements/schema";
import { DANGEROUS_ACTIONS, LIMITS } from "@/lib/entitlements/terms";
import { type ActionFailure, issueOf } from "@/lib/http/action-state";
import type { GrantActions } from "./types";
import { GrantSentence } from "./words";

type Act = "approve" | "reject" | "revoke" | "resume";

const WORDS = {
  approve: {
    verb: "Approve",
    done: "Approved: it is permitted from now on",
    brings: "It is permitted from this moment on.",
  },
  reject: { verb: "Reject", done: "The request is settled", brings: "Nothing is permitted. It can be asked for anew." },
  revoke: {
    verb: "Revoke",
    done: "Revoked: nothing rests on it any more",
    brings: "Every decision point denies at once what rests on it alone. A new grant has to be asked for.",
  },
  resume: {
    verb: "Resume",
    done: "In force again",
    brings: "It is permitted again from this moment on. Say why it may stand although it was suspended.",
  },
} as const satisfies Record<Act, object>;

/** Repeats what is decided about before it is decided, with a reason where one is owed. */
export function DecideDialog({
  grant,
  act,
  actions,
  onDone,
  onClose,
}: {
  grant: EntitlementView;
  act: Act;
  actions: Pick<GrantActions, Act>;
  onDone: () => void;
  onClose: () => void;
}) {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<ActionFailure | null>(null);
  const { verb, brings, done } = WORDS[act];

  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const reason = String(new FormData(event.currentTarget).get("reason") ?? "");
    setBusy(true);
    const { id, version } = grant;
    const answer =
      act === "approve"
        ? await actions.approve({ id, version, note: reason })
        : await actions[act]({ id, version, reason });
    setBusy(false);
    if (!answer.ok) return setFailure(answer);
    toast.success(done);
    onDone();
  }

  return (
    <Dialog open onOpenChange={(open) => (open || busy ? undefined : onClose())}>
      <DialogContent title={`${verb} this grant?`} description={brings}>
        <form onSubmit={submit} className="grid gap-3">
          <p className="rounded-md border border-border bg-muted px-3 py-2.5">
            <LiteralText text={grant.agent.name} className="font-semibold" /> <GrantSentence shape={grant} />.
          </p>
          {act === "approve" || act === "resume" ? <Stakes grant={grant} /> : null}
          <Field
            label={act === "approve" ? "Note" : "Reason"}
            optional={act === "approve"}
            hint="Stands in the audit log and on the grant's page."
            error={issueOf(failure, act === "approve" ? "note" : "reason")}
          >
            <Textarea
              name="reason"
              required={act !== "approve"}
              minLength={act === "approve" ? undefined : LIMITS.reasonLeast}
              maxLength={LIMITS.reason}
            />
          </Field>
          {failure ? <Refused failure={failure} /> : null}
          <div className="flex justify-end gap-2 pt-1">
            <FormButtons busy={busy} variant={act === "approve" || act === "resume" ? "default" : "destructive"}>
              {verb}
            </FormButtons>
          </div>
        </form>
      </DialogContent>
    </Dialog>
  );
}

function Stakes({ grant }: { grant: EntitlementView }) {
  const harsh = grant.actions.some((action) => DANGEROUS_ACTIONS.includes(action));
  if (grant.wide) {
    return (
      <Callout tone="danger" title="This is far wider than work usually needs">
        It covers every tool of the server, also those that come later, without a condition. Ask for one tool at a time.
      </Callout>
    );
  }
  if (!harsh || grant.conditions.length) return null;
  return (
    <Callout tone="warning" title="It can do harm that is hard to undo">
      No condition limits it: any amount, any recipient, any record.
    </Callout>
  );
}
