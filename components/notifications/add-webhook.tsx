"use client";

import { Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { Refused } from "@/components/agents/refused";
import { useAction } from "@/components/people/use-action";
import { findAgents } from "@/components/policies/find-agents";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Combobox, type ComboboxOption } from "@/components/ui/combobox";
import { Dialog, DialogClose, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { RadioGroup } from "@/components/ui/radio-group";
import { issueOf } from "@/lib/http/action-state";
import { ENDPOINT_KINDS, type EndpointKind, KIND_LABELS, LIMITS } from "@/lib/notifications/terms";
import type { Ability } from "@/lib/notifications/views";
import { SecretOnce } from "./secret-once";
import type { WebhookActions } from "./types";

interface AddWebhookProps {
  /** Whether the person may add one for the whole organisation, beside those of their teams' agents. */
  organisation: Ability;
  add: WebhookActions["add"];
}

/** Registers a webhook, and shows its secret once. */
export function AddWebhook({ organisation, add }: AddWebhookProps) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  return (
    <>
      <Button onClick={() => setOpen(true)}>
        <Plus aria-hidden /> Add a webhook
      </Button>
      <Dialog open={open} onOpenChange={setOpen}>
        {open ? (
          <Form
            add={add}
            organisation={organisation}
            done={(made) => {
              setOpen(false);
              setSecret(made);
            }}
          />
        ) : null}
      </Dialog>
      {secret ? (
        <SecretOnce
          secret={secret}
          formerUntil={null}
          onClose={() => {
            setSecret(null);
            router.refresh();
          }}
        />
      ) : null}
    </>
  );
}

const FOR = [
  { value: "organisation" as const, label: "The organisation", hint: "Told of approvals of every agent." },
  { value: "agent" as const, label: "One agent", hint: "Told only of requests that name it as their callback." },
];
type For = (typeof FOR)[number]["value"];

function Form({ add, organisation, done }: AddWebhookProps & { done: (secret: string) => void }) {
  const { run, busy, failure } = useAction();
  const [whose, setWhose] = useState<For>(organisation.allowed ? "organisation" : "agent");
  const [agent, setAgent] = useState<ComboboxOption | null>(null);
  const [kinds, setKinds] = useState<readonly EndpointKind[]>([]);

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    const name = String(given.get("name") ?? "");
    const ofAgent = whose === "agent";
    run(
      () =>
        add({
          name,
          url: String(given.get("url") ?? ""),
          agentId: ofAgent ? (agent?.value ?? null) : null,
          kinds: ofAgent ? [] : [...kinds],
        }),
      `${name} is registered`,
      ({ secret }) => done(secret),
    );
  }

  return (
    <DialogContent
      title="Add a webhook"
      description="Every message is signed (Standard Webhooks), so that the receiver can tell it is ours."
      footer={
        <>
          <DialogClose render={<Button variant="outline">Cancel</Button>} />
          <Button
            type="submit"
            form="add-webhook"
            busy={busy}
            disabled={whose === "agent" && !agent}
            focusableWhenDisabled
          >
            Add it
          </Button>
        </>
      }
    >
      <form id="add-webhook" onSubmit={submit} className="grid gap-4">
        <Field label="Name" error={issueOf(failure, "name")}>
          <Input name="name" required maxLength={LIMITS.nameLength} autoComplete="off" placeholder="Ticket desk" />
        </Field>
        <Field
          label="Address"
          hint="https, on a public host, or on one that the operator named in COUNTERSIGN_INTERNAL_HOSTS."
          error={issueOf(failure, "url")}
        >
          <Input name="url" type="url" required maxLength={LIMITS.urlLength} autoComplete="off" spellCheck={false} />
        </Field>
        {organisation.allowed ? (
          <RadioGroup label="For" value={whose} onValueChange={setWhose} options={FOR} />
        ) : (
          <p className="text-muted-foreground text-xs">For one agent. {organisation.reason}</p>
        )}
        {whose === "agent" ? (
          <Field label="Which agent" error={issueOf(failure, "agentId")}>
            <Combobox
              clearable={false}
              onValueChange={setAgent}
              placeholder="Type a part of its name…"
              emptyText="No agent that you may see has this in its name."
              search={findAgents}
            />
          </Field>
        ) : (
          <Kinds chosen={kinds} choose={setKinds} />
        )}
        {failure && failure.issues.length === 0 ? <Refused failure={failure} /> : null}
      </form>
    </DialogContent>
  );
}

interface KindsProps {
  chosen: readonly EndpointKind[];
  choose: (kinds: readonly EndpointKind[]) => void;
}

function Kinds({ chosen, choose }: KindsProps) {
  return (
    <fieldset className="grid gap-1.5">
      <legend className="mb-1.5 font-medium text-sm">Told of</legend>
      {ENDPOINT_KINDS.map((kind) => (
        <Checkbox
          key={kind}
          checked={chosen.includes(kind)}
          onCheckedChange={(on) => choose(on ? [...chosen, kind] : chosen.filter((other) => other !== kind))}
        >
          {KIND_LABELS[kind]}
        </Checkbox>
      ))}
      <p className="text-muted-foreground text-xs">
        {chosen.length
          ? `Told of ${chosen.length} of ${ENDPOINT_KINDS.length} kinds.`
          : "None chosen: told of all of them."}
      </p>
    </fieldset>
  );
}
