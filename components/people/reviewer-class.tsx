"use client";

import { X } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import { Button, IconButton } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { Combobox, type ComboboxOption } from "@/components/ui/combobox";
import { LiteralText } from "@/components/ui/literal-text";
import type { ActionState } from "@/lib/http/action-state";
import type { ReviewerGroupRow } from "@/lib/people/schema";
import { PRIVILEGE_CLASS_LABELS, type PrivilegeClass } from "@/lib/people/terms";
import { orThrow, useAction } from "./use-action";

interface Member {
  groupId: string;
  personId: string;
}

export interface ReviewerClassProps {
  privilegeClass: PrivilegeClass;
  group: ReviewerGroupRow | null;
  manage: boolean;
  create: (group: { name: string; privilegeClass: PrivilegeClass }) => Promise<ActionState<{ groupId: string }>>;
  add: (member: Member) => Promise<ActionState<void>>;
  remove: (member: Member) => Promise<ActionState<void>>;
  find: (query: string) => Promise<ActionState<ComboboxOption[]>>;
}

/** One kind of action and the people who decide about it. */
export function ReviewerClass(props: ReviewerClassProps) {
  const { privilegeClass, group, manage, create } = props;
  const { run, busy, failure } = useAction();
  const label = PRIVILEGE_CLASS_LABELS[privilegeClass];
  const uncovered = !group?.members.some((member) => member.active);
  return (
    <Card aria-labelledby={privilegeClass}>
      <CardHeader
        id={privilegeClass}
        title={label}
        description={group?.name}
        actions={uncovered ? <Badge tone="warning">Nobody reviews</Badge> : null}
      />
      <CardContent className="grid gap-3">
        {failure ? (
          <Callout tone="danger" role="alert">
            {failure.message}
          </Callout>
        ) : null}
        {group ? (
          <Members {...props} group={group} />
        ) : (
          <p className="text-muted-foreground">No group decides about this yet.</p>
        )}
        {!group && manage ? (
          <Button
            variant="outline"
            size="sm"
            className="justify-self-start"
            busy={busy}
            onClick={() => run(() => create({ name: `${label} reviewers`, privilegeClass }), "Group made")}
          >
            Make the group
          </Button>
        ) : null}
      </CardContent>
    </Card>
  );
}

function Members({ group, manage, add, remove, find }: ReviewerClassProps & { group: ReviewerGroupRow }) {
  const { run, busy, failure } = useAction();
  return (
    <>
      {failure ? (
        <Callout tone="danger" role="alert">
          {failure.message}
        </Callout>
      ) : null}
      <ul className="grid gap-1">
        {group.members.map((member) => (
          <li key={member.id} className="flex min-h-8 items-center gap-2">
            <span className="min-w-0 flex-1">
              <LiteralText text={member.name} />
            </span>
            {member.active ? null : <Badge tone="outline">Deactivated</Badge>}
            {manage ? (
              <IconButton
                label={`Take ${member.name} out`}
                disabled={busy}
                onClick={() =>
                  run(() => remove({ groupId: group.id, personId: member.id }), `${member.name} taken out`)
                }
              >
                <X aria-hidden />
              </IconButton>
            ) : null}
          </li>
        ))}
      </ul>
      {manage ? (
        <Combobox
          // A new box after each addition: what was chosen is now in the list above.
          key={group.members.length}
          label={`Add a reviewer to ${group.name}`}
          placeholder="Add a reviewer…"
          emptyText="No active reviewer matches. An administrator gives the role."
          search={(query) => orThrow(find(query))}
          disabled={busy}
          onValueChange={(option) => {
            if (option) run(() => add({ groupId: group.id, personId: option.value }), `${option.label} added`);
          }}
        />
      ) : null}
    </>
  );
}
