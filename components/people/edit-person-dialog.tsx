"use client";

import { Pencil } from "lucide-react";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Combobox, type ComboboxOption } from "@/components/ui/combobox";
import { Dialog, DialogContent, DialogTrigger } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { FormButtons } from "@/components/ui/form-buttons";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { type ActionState, issueOf } from "@/lib/http/action-state";
import type { PersonDetail, PersonEdit, TeamRow } from "@/lib/people/schema";
import { scopeOptions } from "./grant-picker";
import { searchManagers } from "./search-managers";
import { useAction } from "./use-action";

export interface EditPersonDialogProps {
  person: Pick<PersonDetail, "id" | "name" | "title" | "teamId" | "managerId" | "managerName" | "version">;
  teams: readonly TeamRow[];
  /** Teams the viewer may move people to, and null for none. */
  scopes: readonly (string | null)[];
  edit: (input: PersonEdit) => Promise<ActionState<unknown>>;
  findManagers: (q: string) => Promise<ActionState<ComboboxOption[]>>;
}

/** Changes name, title, team and manager of a person. The address they sign in with stays. */
export function EditPersonDialog({ person, teams, scopes, edit, findManagers }: EditPersonDialogProps) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [teamId, setTeamId] = useState(person.teamId);
  const known = person.managerId ? { value: person.managerId, label: person.managerName ?? person.managerId } : null;
  const [manager, setManager] = useState<ComboboxOption | null>(known);
  const { run, busy, failure, forget } = useAction();
  const places = [...new Set([person.teamId, ...scopes])];

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const changes = {
      name: String(form.get("name") ?? ""),
      title: String(form.get("title") ?? ""),
      teamId,
      managerId: manager?.value ?? null,
    };
    run(
      () => edit({ personId: person.id, version: person.version, changes }),
      "Saved",
      () => {
        setOpen(false);
        router.refresh();
      },
    );
  }

  const general = failure && failure.issues.length === 0 ? failure.message : null;
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        setOpen(next);
        if (!next) forget();
      }}
    >
      <DialogTrigger
        render={
          <Button variant="outline">
            <Pencil aria-hidden /> Edit
          </Button>
        }
      />
      <DialogContent
        title={`Edit ${person.name}`}
        description="The e-mail address is how they sign in, and stays."
        footer={
          <FormButtons form="edit-person" busy={busy}>
            Save
          </FormButtons>
        }
      >
        <form id="edit-person" onSubmit={submit} className="grid gap-4">
          {general ? (
            <Callout tone="danger" role="alert">
              {general}
            </Callout>
          ) : null}
          <Field label="Name" name="name" error={issueOf(failure, "changes.name")}>
            <Input required maxLength={120} defaultValue={person.name} autoComplete="off" />
          </Field>
          <Field label="Title" name="title" optional error={issueOf(failure, "changes.title")}>
            <Input maxLength={120} defaultValue={person.title} autoComplete="off" />
          </Field>
          <Field label="Team" error={issueOf(failure, "changes.teamId")}>
            <Select
              options={scopeOptions(teams, places, "No team")}
              value={teamId ?? "all"}
              onValueChange={(value) => setTeamId(value === "all" ? null : value)}
            />
          </Field>
          <Field
            label="Manager"
            optional
            hint="Follows them for their agents when nobody closer is there."
            error={issueOf(failure, "changes.managerId")}
          >
            <Combobox
              value={manager}
              onValueChange={setManager}
              search={searchManagers(findManagers, person.id)}
              placeholder="Type a name…"
              emptyText="No active person of that name."
            />
          </Field>
        </form>
      </DialogContent>
    </Dialog>
  );
}
