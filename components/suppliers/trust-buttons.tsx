"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { Refused } from "@/components/agents/refused";
import { useAction } from "@/components/people/use-action";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { FormButtons } from "@/components/ui/form-buttons";
import { Textarea } from "@/components/ui/textarea";
import { type ActionState, issueOf } from "@/lib/http/action-state";
import type { SupplierDetail, TrustSupplierInput } from "@/lib/suppliers/schema";

type Change = (input: TrustSupplierInput) => Promise<ActionState<{ tools: number; agents: number }>>;

export interface TrustButtonsProps {
  supplier: Pick<SupplierDetail, "id" | "name" | "version" | "trusted" | "abilities">;
  trust: Change;
  distrust: Change;
}

/** Gives or takes the trust in what a supplier claims about its tools, with a reason. */
export function TrustButtons({ supplier, trust, distrust }: TrustButtonsProps) {
  const [open, setOpen] = useState(false);
  const { trusted, abilities } = supplier;
  const ability = trusted ? abilities.distrust : abilities.trust;
  if (!ability.allowed) return null;
  return (
    <>
      <Button variant="outline" onClick={() => setOpen(true)}>
        {trusted ? "Take the trust away" : "Trust its claims"}
      </Button>
      <Dialog open={open} onOpenChange={setOpen}>
        {open ? <Ask supplier={supplier} change={trusted ? distrust : trust} close={() => setOpen(false)} /> : null}
      </Dialog>
    </>
  );
}

function Ask({
  supplier,
  change,
  close,
}: {
  supplier: TrustButtonsProps["supplier"];
  change: Change;
  close: () => void;
}) {
  const router = useRouter();
  const { run, busy, failure } = useAction();
  const { id, name, version, trusted } = supplier;

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const reason = String(new FormData(event.currentTarget).get("reason"));
    run(
      () => change({ id, version, reason }),
      trusted ? `${name} is not trusted any more` : `${name} is trusted`,
      () => {
        close();
        router.refresh();
      },
    );
  }

  return (
    <DialogContent
      title={trusted ? `Take the trust from ${name}?` : `Trust what ${name} claims?`}
      description={
        trusted
          ? "Its tools are rated anew from their words alone. Tiers that rise do so at once, and their owners are told."
          : "Its annotations, such as “read-only”, may then lower the rating of its tools. A tier that would fall is held until a second person confirms."
      }
      size="sm"
      footer={
        <FormButtons form="trust" busy={busy} variant={trusted ? "destructive" : "default"}>
          {trusted ? "Take the trust away" : "Trust"}
        </FormButtons>
      }
    >
      <form id="trust" onSubmit={submit} className="grid gap-3">
        <Field
          label="Reason"
          hint="Stands in the audit log and on this page."
          error={issueOf(failure, "reason") ?? undefined}
        >
          <Textarea name="reason" required minLength={5} maxLength={1000} />
        </Field>
        {failure && failure.issues.length === 0 ? <Refused failure={failure} /> : null}
      </form>
    </DialogContent>
  );
}
