"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useId, useState } from "react";
import { Refused } from "@/components/agents/refused";
import { useAction } from "@/components/people/use-action";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { FormButtons } from "@/components/ui/form-buttons";
import { Input } from "@/components/ui/input";
import { RadioGroup } from "@/components/ui/radio-group";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import type { MaterialInput } from "@/lib/credentials/schema";
import { type CredentialKind, LIMITS, OVERLAP_HOURS } from "@/lib/credentials/terms";
import type { CredentialView, IdentityView, InstanceView } from "@/lib/credentials/views";
import { type ActionFailure, issueOf } from "@/lib/http/action-state";
import { KeyField } from "./key-field";
import { ShownOnce } from "./shown-once";
import type { IdentityActions, IssuedView } from "./types";

export interface IssueDialogProps {
  identity: Pick<IdentityView, "issuers" | "apiUrl" | "abilities" | "rotationDays">;
  instance: Pick<InstanceView, "id" | "name">;
  /** Given: replaces this one. */
  former: CredentialView | null;
  actions: Pick<IdentityActions, "issue" | "rotate">;
  onClose: () => void;
}

const ENDS = [
  { value: "never", label: "When it is rotated or revoked" },
  { value: "1", label: "After a day" },
  { value: "7", label: "After 7 days" },
  { value: "30", label: "After 30 days" },
  { value: "90", label: "After 90 days" },
];
const OVERLAPS = [
  { value: "0", label: "None: the old one ends now" },
  { value: "1", label: "1 hour" },
  { value: String(OVERLAP_HOURS.usual), label: "24 hours" },
  { value: "72", label: "3 days" },
  { value: String(OVERLAP_HOURS.most), label: "7 days" },
];

/** Gives an instance a credential, or replaces one. A secret that was made is shown once before the dialog goes. */
export function IssueDialog({ identity, instance, former, actions, onClose }: IssueDialogProps) {
  const router = useRouter();
  const form = useId();
  const { run, busy, failure } = useAction();
  const [kind, setKind] = useState<CredentialKind>(former && former.kind !== "secret" ? former.kind : "key");
  const [jwk, setJwk] = useState("");
  const [issued, setIssued] = useState<IssuedView | null>(null);

  function close(): void {
    onClose();
    router.refresh();
  }

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    const text = (name: string) => String(given.get(name) ?? "");
    const ends = text("ends");
    const common = {
      material: materialOf(kind, { jwk, text }),
      label: text("label"),
      endsInDays: ends === "never" || ends === "" ? null : Number(ends),
    };
    run(
      () =>
        former
          ? actions.rotate({ ...common, id: former.id, version: former.version, overlapHours: Number(text("overlap")) })
          : actions.issue({ ...common, instanceId: instance.id }),
      former ? "Replaced" : "Issued",
      (value) => (value.secret ? setIssued(value) : close()),
    );
  }

  if (issued) return <ShownOnce issued={issued} apiUrl={identity.apiUrl} onClose={close} />;
  const verb = former ? "Replace it" : "Issue it";
  return (
    <Dialog open onOpenChange={(open) => (open || busy ? undefined : onClose())}>
      <DialogContent
        title={former ? "Replace this credential" : `A credential for ${instance.name}`}
        description={
          former
            ? "The new one works at once. The old one stays for the overlap, then ends and is proved dead."
            : `It is to be rotated every ${identity.rotationDays} days. No other instance may use the same.`
        }
        footer={
          <FormButtons form={form} busy={busy} disabled={kind === "federated" && !identity.issuers.length}>
            {verb}
          </FormButtons>
        }
      >
        <form id={form} onSubmit={submit} className="grid gap-4">
          <RadioGroup
            label="Kind"
            look="cards"
            value={kind}
            onValueChange={setKind}
            options={kindOptions(identity.abilities.secret)}
          />
          <Material kind={kind} identity={identity} failure={failure} jwk={jwk} setJwk={setJwk} name={instance.name} />
          <Field
            label="Label"
            optional
            hint="Tells it from others: where it is kept, what made it."
            error={found(failure, "label")}
          >
            <Input name="label" maxLength={LIMITS.label} autoComplete="off" />
          </Field>
          <div className="grid gap-4 sm:grid-cols-2">
            <Field label="Ends">
              <Select name="ends" options={ENDS} defaultValue="never" />
            </Field>
            {former ? (
              <Field label="Overlap" hint="How long the old one works too.">
                <Select name="overlap" options={OVERLAPS} defaultValue={String(OVERLAP_HOURS.usual)} />
              </Field>
            ) : null}
          </div>
          {failure && !failure.issues.some(({ path }) => path !== "") ? <Refused failure={failure} /> : null}
        </form>
      </DialogContent>
    </Dialog>
  );
}

function kindOptions(secret: IdentityView["abilities"]["secret"]) {
  return [
    {
      value: "key" as const,
      label: "Own key",
      hint: "The instance signs with a private key that never leaves it. Recommended.",
    },
    {
      value: "federated" as const,
      label: "Workload issuer",
      hint: "Its platform vouches for it: Kubernetes, GitHub Actions, SPIFFE. Nothing to store or rotate by hand.",
    },
    {
      value: "secret" as const,
      label: "Secret (weak)",
      hint: secret.allowed ? "A text that works for whoever copies it. Only where nothing else can." : secret.reason,
      disabled: !secret.allowed,
    },
  ];
}

interface MaterialProps {
  kind: CredentialKind;
  identity: Pick<IdentityView, "issuers">;
  failure: ActionFailure | null;
  jwk: string;
  setJwk: (jwk: string) => void;
  name: string;
}

function Material({ kind, identity, failure, jwk, setJwk, name }: MaterialProps) {
  if (kind === "key") {
    const fileName = `${name.replace(/[^a-zA-Z0-9_-]+/g, "-").toLowerCase() || "agent"}.private.jwk.json`;
    return <KeyField value={jwk} onValueChange={setJwk} fileName={fileName} error={found(failure, "jwk")} />;
  }
  if (kind === "secret") {
    return (
      <Field
        label="Why a secret"
        hint="Stands in the register: it is the weakest kind."
        error={found(failure, "reason")}
      >
        <Textarea name="why" required minLength={5} maxLength={LIMITS.reason} rows={2} />
      </Field>
    );
  }
  if (!identity.issuers.length) {
    return (
      <p className="text-muted-foreground">
        No workload issuer is trusted yet. Compliance or an administrator adds one under Settings, Workload issuers.
      </p>
    );
  }
  return (
    <div className="grid gap-4">
      <Field label="Issuer" error={found(failure, "issuerId")}>
        <Select
          name="issuer"
          required
          options={identity.issuers.map(({ id, name: label, issuer }) => ({ value: id, label, hint: issuer }))}
          {...(identity.issuers[0] ? { defaultValue: identity.issuers[0].id } : {})}
        />
      </Field>
      <Field
        label="Subject"
        hint="What sub must be. One * stands for any run of characters but / and :, as in system:serviceaccount:payments:matcher-*"
        error={found(failure, "subject")}
      >
        <Input
          name="subject"
          required
          maxLength={LIMITS.subject}
          autoComplete="off"
          spellCheck={false}
          className="font-mono"
        />
      </Field>
    </div>
  );
}

/** The issue of a field, wherever in the input it stands: the schema says `material.subject`, the verb `subject`. */
function found(failure: ActionFailure | null, path: string): string | undefined {
  return issueOf(failure, path) ?? issueOf(failure, `material.${path}`);
}

function materialOf(kind: CredentialKind, given: { jwk: string; text: (name: string) => string }): MaterialInput {
  if (kind === "key") return { kind, jwk: given.jwk };
  if (kind === "secret") return { kind, reason: given.text("why") };
  return { kind, issuerId: given.text("issuer"), subject: given.text("subject") };
}
