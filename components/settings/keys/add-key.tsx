"use client";

import { Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { Refused } from "@/components/agents/refused";
import { useAction } from "@/components/people/use-action";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { FormButtons } from "@/components/ui/form-buttons";
import { Input } from "@/components/ui/input";
import { RadioGroup } from "@/components/ui/radio-group";
import { Select } from "@/components/ui/select";
import { type KeyKind, KIND_LABELS, KINDS, LIMITS, type Purpose } from "@/lib/api-keys/terms";
import { issueOf } from "@/lib/http/action-state";
import { KeyOnce } from "./key-once";
import type { CreateKey, MadeKey } from "./types";

interface AddKeyProps {
  /** The teams that a key may be made for. */
  teams: readonly { id: string; name: string }[];
  /** Whether the person may make one for the whole organisation. */
  organisation: boolean;
  apiUrl: string;
  create: CreateKey;
}

/** Makes a key, and shows it once. */
export function AddKey({ apiUrl, ...form }: AddKeyProps) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [made, setMade] = useState<MadeKey | null>(null);
  return (
    <>
      <Button onClick={() => setOpen(true)}>
        <Plus aria-hidden /> Make a key
      </Button>
      <Dialog open={open} onOpenChange={setOpen}>
        {open ? (
          <Form
            {...form}
            done={(key) => {
              setOpen(false);
              setMade(key);
            }}
          />
        ) : null}
      </Dialog>
      {made ? (
        <KeyOnce
          made={made}
          apiUrl={apiUrl}
          onClose={() => {
            setMade(null);
            router.refresh();
          }}
        />
      ) : null}
    </>
  );
}

const FOR = [
  { value: "report" as const, label: "Reporting events", hint: "It may say what agents did, and can read nothing." },
  {
    value: "read" as const,
    label: "Reading",
    hint: "It sees the numbers that an auditor sees, no events and no evidence, and can change nothing.",
  },
];
const EVERY_TEAM = "every";
const ENDS = [
  { value: "30", label: "In 30 days" },
  { value: "90", label: "In 90 days" },
  { value: "365", label: "In a year" },
  { value: "never", label: "When it is revoked" },
];

function Form({ teams, organisation, create, done }: Omit<AddKeyProps, "apiUrl"> & { done: (made: MadeKey) => void }) {
  const { run, busy, failure } = useAction();
  const [purpose, setPurpose] = useState<Purpose>("report");

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    const [teamId, days] = [String(given.get("teamId") ?? ""), String(given.get("days") ?? "")];
    const name = String(given.get("name") ?? "");
    run(
      () =>
        create({
          name,
          purpose,
          kind: String(given.get("kind") ?? "other") as KeyKind,
          teamId: teamId === EVERY_TEAM ? null : teamId,
          days: days === "never" ? null : Number(days),
          ...(purpose === "report" ? { rate: Number(given.get("rate")) } : {}),
        }),
      null,
      ({ secret }) => done({ secret, purpose }),
    );
  }

  const places = [
    ...(organisation ? [{ value: EVERY_TEAM, label: "Every team" }] : []),
    ...teams.map(({ id, name }) => ({ value: id, label: name })),
  ];
  return (
    <DialogContent
      title="Make a key"
      description="It is shown once. That it was made stands in the audit log, and so does everything reported with it."
      footer={
        <FormButtons form="make-key" busy={busy}>
          Make it
        </FormButtons>
      }
    >
      <form id="make-key" onSubmit={submit} className="grid gap-4">
        <Field label="Name" error={issueOf(failure, "name")}>
          <Input name="name" required maxLength={LIMITS.nameLength} autoComplete="off" placeholder="Payments gateway" />
        </Field>
        <RadioGroup label="For" value={purpose} onValueChange={setPurpose} options={FOR} />
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label="Held by" error={issueOf(failure, "kind")}>
            <Select
              name="kind"
              defaultValue="gateway"
              options={KINDS.map((kind) => ({ value: kind, label: KIND_LABELS[kind] }))}
            />
          </Field>
          <Field label="Agents of" error={issueOf(failure, "teamId")}>
            <Select name="teamId" required defaultValue={places[0]?.value ?? null} options={places} />
          </Field>
          <Field label="Ends" error={issueOf(failure, "days")}>
            <Select name="days" defaultValue="90" options={ENDS} />
          </Field>
          {purpose === "report" ? (
            <Field
              label="Events per second"
              hint="On average; beyond it is told to wait."
              error={issueOf(failure, "rate")}
            >
              <Input
                name="rate"
                type="number"
                required
                min={LIMITS.minRate}
                max={LIMITS.maxRate}
                defaultValue={LIMITS.rate}
              />
            </Field>
          ) : null}
        </div>
        {failure && failure.issues.length === 0 ? <Refused failure={failure} /> : null}
      </form>
    </DialogContent>
  );
}
