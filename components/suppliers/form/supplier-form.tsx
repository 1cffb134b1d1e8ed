"use client";

import type { Route } from "next";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { type FormEvent, useEffect, useState } from "react";
import { ErrorSummary, fieldOf } from "@/components/agents/form/error-summary";
import { focusField } from "@/components/agents/form/form-field";
import { useLeaveGuard } from "@/components/agents/form/use-leave-guard";
import { Button, buttonVariants } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { toast } from "@/components/ui/toast";
import type { ActionFailure, ActionState } from "@/lib/http/action-state";
import type { SupplierFields } from "@/lib/suppliers/schema";
import { FIELD_LABELS } from "@/lib/suppliers/terms";
import { ContractSection } from "./contract-section";
import { DependenceSection } from "./dependence-section";
import { changesOf, type SupplierSectionProps } from "./form-values";
import { ServiceSection } from "./service-section";
import { WhoSection } from "./who-section";

export interface SupplierFormProps extends Pick<SupplierSectionProps, "countries" | "others"> {
  before: SupplierFields;
  isNew: boolean;
  /** Takes what differs from `before`, and answers with the supplier's id. */
  save: (changes: Partial<SupplierFields>) => Promise<ActionState<{ id: string }>>;
  cancelHref: string;
}

/** An entry of the register: the same questions for a new supplier and for later changes. */
export function SupplierForm({ before: given, isNew, save, cancelHref, countries, others }: SupplierFormProps) {
  const router = useRouter();
  // As it was when the form opened: a refresh in the background must not make an old answer look current.
  const [before] = useState(given);
  const [values, setValues] = useState(before);
  const [failure, setFailure] = useState<ActionFailure | null>(null);
  const [busy, setBusy] = useState(false);
  const changes = changesOf(before, values);
  useLeaveGuard(!busy && Object.keys(changes).length > 0);
  useEffect(() => {
    const path = location.hash.replace("#field-", "");
    if (path) focusField(path);
  }, []);

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (!isNew && Object.keys(changes).length === 0) return router.push(cancelHref as Route);
    setBusy(true);
    const saved = await save(changes);
    if (!saved.ok) {
      setBusy(false);
      setFailure(saved);
      return;
    }
    toast.success(isNew ? `${values.name} is in the register` : "Saved");
    router.push(`/suppliers/${saved.value.id}` as Route);
    router.refresh();
  }

  const section: SupplierSectionProps = {
    values,
    set: (key, value) => setValues((current) => ({ ...current, [key]: value })),
    errorOf: (path) => failure?.issues.find((issue) => fieldOf(issue.path) === path)?.message,
    countries,
    others,
  };
  const stale = failure?.code === "conflict" && failure.issues.length === 0;
  return (
    <form
      onSubmit={submit}
      noValidate
      aria-label={isNew ? "Register a supplier" : "Edit the supplier"}
      className="grid max-w-2xl gap-7"
    >
      {failure && !stale ? <ErrorSummary failure={failure} labels={FIELD_LABELS} /> : null}
      {failure && stale ? <Stale message={failure.message} /> : null}
      <WhoSection {...section} />
      <ContractSection {...section} />
      <ServiceSection {...section} />
      <DependenceSection {...section} />
      <div className="flex flex-wrap justify-end gap-2">
        <Link href={cancelHref as Route} className={buttonVariants({ variant: "outline" })}>
          Cancel
        </Link>
        <Button type="submit" busy={busy}>
          {isNew ? "Register the supplier" : "Save the changes"}
        </Button>
      </div>
    </form>
  );
}

/** Somebody was faster: what was typed stays until the new version is loaded. */
function Stale({ message }: { message: string }) {
  return (
    <Callout
      tone="warning"
      role="alert"
      title={message}
      actions={
        <Button size="sm" variant="outline" onClick={() => location.reload()}>
          Load the new version
        </Button>
      }
    >
      Nothing of yours was saved. Copy what you need: loading the new version empties this form.
    </Callout>
  );
}
