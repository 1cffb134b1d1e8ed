"use client";

import { Plus, UserPlus } from "lucide-react";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Combobox, type ComboboxOption } from "@/components/ui/combobox";
import { Dialog, DialogClose, DialogContent, DialogTrigger } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { FormButtons } from "@/components/ui/form-buttons";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { Role } from "@/lib/context";
import { type ActionState, issueOf } from "@/lib/http/action-state";
import type { Invitation, TeamRow } from "@/lib/people/schema";
import { GrantPicker, scopeOptions } from "./grant-picker";
import { OneTimeLink, type ShownLink } from "./one-time-link";
import { searchManagers } from "./search-managers";
import { useAction } from "./use-action";

export interface InviteDialogProps {
  teams: readonly TeamRow[];
  /** Where the viewer may invite: team ids, and null for the whole organisation. */
  scopes: readonly (string | null)[];
  invite: (invitation: Invitation) => Promise<ActionState<ShownLink>>;
  findManagers: (q: string) => Promise<ActionState<ComboboxOption[]>>;
}

interface Chosen {
  role: Role;
  teamId: string | null;
}

/** Adds a person with their roles, then shows the one-time link once. */
export function InviteDialog({ teams, scopes, invite, findManagers }: InviteDialogProps) {
  const [open, setOpen] = useState(false);
  const [sent, setSent] = useState<{ link: ShownLink; name: string } | null>(null);
  const { run, busy, failure, forget } = useAction();

  function change(next: boolean): void {
    setOpen(next);
    if (next) return;
    setSent(null);
    forget();
  }

  const send = (invitation: Invitation) =>
    run(
      () => invite(invitation),
      null,
      (link) => setSent({ link, name: invitation.name }),
    );
  return (
    <Dialog open={open} onOpenChange={change}>
      <DialogTrigger
        render={
          <Button>
            <UserPlus aria-hidden /> Invite
          </Button>
        }
      />
      {sent ? (
        <DialogContent title="Invitation ready" footer={<DialogClose render={<Button>Done</Button>} />}>
          <OneTimeLink link={sent.link} name={sent.name} />
        </DialogContent>
      ) : (
        <InviteForm
          findManagers={findManagers}
          teams={teams}
          scopes={scopes}
          busy={busy}
          failure={failure}
          onSend={send}
        />
      )}
    </Dialog>
  );
}

interface InviteFormProps extends Omit<InviteDialogProps, "invite"> {
  busy: boolean;
  failure: ActionState<unknown> | null;
  onSend: (invitation: Invitation) => void;
}

function InviteForm({ findManagers, teams, scopes, busy, failure, onSend }: InviteFormProps) {
  const first = scopes[0] ?? null;
  const [teamId, setTeamId] = useState<string | null>(first);
  const [manager, setManager] = useState<ComboboxOption | null>(null);
  const [grants, setGrants] = useState<Chosen[]>([]);

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? "");
    onSend({
      name: text("name"),
      email: text("email"),
      title: text("title"),
      teamId,
      managerId: manager?.value ?? null,
      grants,
    });
  }

  const general = failure && !failure.ok && failure.issues.length === 0 ? failure.message : null;
  return (
    <DialogContent
      title="Invite a person"
      description="They get a one-time link from you and choose their own way to sign in."
      footer={
        <FormButtons form="invite" busy={busy}>
          Make the invitation
        </FormButtons>
      }
    >
      <form id="invite" onSubmit={submit} className="grid gap-4">
        {general ? (
          <Callout tone="danger" role="alert">
            {general}
          </Callout>
        ) : null}
        <Field label="Name" name="name" error={issueOf(failure, "name")}>
          <Input required maxLength={120} autoComplete="off" />
        </Field>
        <Field label="E-mail address" name="email" error={issueOf(failure, "email")}>
          <Input type="email" required maxLength={254} autoComplete="off" />
        </Field>
        <Field label="Title" name="title" optional error={issueOf(failure, "title")}>
          <Input maxLength={120} autoComplete="off" />
        </Field>
        <Field label="Team" hint="Where they belong. Roles may reach further.">
          <Select
            options={scopeOptions(teams, scopes, "No team")}
            value={teamId ?? "all"}
            onValueChange={(value) => setTeamId(value === "all" ? null : value)}
          />
        </Field>
        <Field
          label="Manager"
          optional
          hint="Follows them for their agents when nobody closer is there."
          error={issueOf(failure, "managerId")}
        >
          <Combobox
            value={manager}
            onValueChange={setManager}
            search={searchManagers(findManagers)}
            placeholder="Type a name…"
            emptyText="No active person of that name."
          />
        </Field>
        <fieldset className="grid gap-2">
          <legend className="mb-1.5 font-medium text-sm">Roles</legend>
          {grants.map((grant, position) => (
            <GrantPicker
              // biome-ignore lint/suspicious/noArrayIndexKey: rows have no name but their place
              key={position}
              teams={teams}
              scopes={scopes}
              value={grant}
              onChange={(next) => setGrants(grants.map((has, at) => (at === position ? next : has)))}
              onRemove={() => setGrants(grants.filter((_, at) => at !== position))}
            />
          ))}
          <Button
            variant="outline"
            size="sm"
            className="justify-self-start"
            onClick={() => setGrants([...grants, { role: "owner", teamId: teamId ?? first }])}
          >
            <Plus aria-hidden /> Add a role
          </Button>
        </fieldset>
      </form>
    </DialogContent>
  );
}
