"use client";

import { Plus, X } from "lucide-react";
import { useState } from "react";
import { Badge } from "@/components/ui/badge";
import { Button, IconButton } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import type { Role } from "@/lib/context";
import type { ActionState } from "@/lib/http/action-state";
import type { PersonDetail, TeamRow } from "@/lib/people/schema";
import { ROLE_HINTS, ROLE_LABELS } from "@/lib/people/terms";
import { GrantPicker } from "./grant-picker";
import { useAction } from "./use-action";

export interface PersonRolesProps {
  person: Pick<PersonDetail, "id" | "name" | "grants" | "abilities">;
  teams: readonly TeamRow[];
  scopes: readonly (string | null)[];
  grant: (given: { personId: string; role: Role; teamId: string | null }) => Promise<ActionState<{ grantId: string }>>;
  revoke: (grantId: string) => Promise<ActionState<void>>;
}

/** The roles a person holds, with what each is for; an administrator adds and removes them here. */
export function PersonRoles({ person, teams, scopes, grant, revoke }: PersonRolesProps) {
  const [adding, setAdding] = useState<{ role: Role; teamId: string | null } | null>(null);
  const { run, busy, failure } = useAction();
  const { changeRoles } = person.abilities;
  const may = changeRoles.allowed && scopes.length > 0;
  return (
    <Card aria-labelledby="roles">
      <CardHeader
        id="roles"
        title="Roles"
        actions={
          may && !adding ? (
            <Button variant="outline" size="sm" onClick={() => setAdding({ role: "owner", teamId: scopes[0] ?? null })}>
              <Plus aria-hidden /> Add a role
            </Button>
          ) : null
        }
      />
      <CardContent className="grid gap-3">
        {failure ? (
          <Callout tone="danger" role="alert">
            {failure.message}
          </Callout>
        ) : null}
        {person.grants.length === 0 ? (
          <p className="text-muted-foreground">No role: {person.name} sees nothing but their own account.</p>
        ) : null}
        <ul className="grid gap-2">
          {person.grants.map((held) => (
            <li key={held.id} className="flex items-center gap-2">
              <Badge>{ROLE_LABELS[held.role]}</Badge>
              <span className="min-w-0 flex-1">
                {held.teamName ?? "Whole organisation"}
                <span className="block text-muted-foreground text-xs">{ROLE_HINTS[held.role]}</span>
              </span>
              {may ? (
                <IconButton
                  label={`Take the role ${ROLE_LABELS[held.role]} from ${person.name}`}
                  disabled={busy}
                  onClick={() => run(() => revoke(held.id), `${ROLE_LABELS[held.role]} taken from ${person.name}`)}
                >
                  <X aria-hidden />
                </IconButton>
              ) : null}
            </li>
          ))}
        </ul>
        {adding ? (
          <div className="grid gap-2 border-border border-t pt-3">
            <GrantPicker teams={teams} scopes={scopes} value={adding} onChange={setAdding} />
            <div className="flex gap-2">
              <Button
                size="sm"
                busy={busy}
                onClick={() =>
                  run(
                    () => grant({ personId: person.id, ...adding }),
                    `${ROLE_LABELS[adding.role]} given to ${person.name}`,
                    () => setAdding(null),
                  )
                }
              >
                Give the role
              </Button>
              <Button variant="outline" size="sm" onClick={() => setAdding(null)}>
                Cancel
              </Button>
            </div>
          </div>
        ) : null}
      </CardContent>
    </Card>
  );
}
