"use client";

import { X } from "lucide-react";
import { IconButton } from "@/components/ui/button";
import { Select, type SelectOption } from "@/components/ui/select";
import type { Role } from "@/lib/context";
import type { TeamRow } from "@/lib/people/schema";
import { ROLE_HINTS, ROLE_LABELS } from "@/lib/people/terms";

const ALL = "all";

const ROLE_OPTIONS = (Object.keys(ROLE_LABELS) as Role[]).map((role) => ({
  value: role,
  label: ROLE_LABELS[role],
  hint: ROLE_HINTS[role],
}));

/** Teams, and the whole organisation where the viewer reaches it. */
export function scopeOptions(
  teams: readonly TeamRow[],
  scopes: readonly (string | null)[],
  wholeLabel = "Whole organisation",
): SelectOption[] {
  const named = teams.filter(({ id }) => scopes.includes(id)).map(({ id, name }) => ({ value: id, label: name }));
  return scopes.includes(null) ? [{ value: ALL, label: wholeLabel }, ...named] : named;
}

export interface GrantPickerProps {
  teams: readonly TeamRow[];
  scopes: readonly (string | null)[];
  value: { role: Role; teamId: string | null };
  onChange: (value: { role: Role; teamId: string | null }) => void;
  onRemove?: () => void;
}

/** A role and how far it reaches. */
export function GrantPicker({ teams, scopes, value, onChange, onRemove }: GrantPickerProps) {
  return (
    <div className="flex items-center gap-2">
      <Select
        label="Role"
        options={ROLE_OPTIONS}
        value={value.role}
        onValueChange={(role) => onChange({ ...value, role })}
      />
      <Select
        label="For"
        options={scopeOptions(teams, scopes)}
        value={value.teamId ?? ALL}
        onValueChange={(scope) => onChange({ ...value, teamId: scope === ALL ? null : scope })}
      />
      {onRemove ? (
        <IconButton label={`Remove the role ${ROLE_LABELS[value.role]}`} onClick={onRemove}>
          <X aria-hidden />
        </IconButton>
      ) : null}
    </div>
  );
}
