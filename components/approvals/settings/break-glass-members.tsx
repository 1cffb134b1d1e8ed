"use client";

import { X } from "lucide-react";
import { orThrow, useAction } from "@/components/people/use-action";
import { IconButton } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { CardContent } from "@/components/ui/card";
import { Combobox, type ComboboxOption } from "@/components/ui/combobox";
import { LiteralText } from "@/components/ui/literal-text";
import type { ActionState } from "@/lib/http/action-state";

interface BreakGlassMembersProps {
  members: readonly { id: string; name: string }[];
  /** Off with the reason; null: may. */
  mayNot: string | null;
  add: (input: { personId: string }) => Promise<ActionState<void>>;
  remove: (input: { personId: string }) => Promise<ActionState<void>>;
  find: (query: string) => Promise<ActionState<ComboboxOption[]>>;
}

/** The few who may approve alone in an emergency. */
export function BreakGlassMembers({ members, mayNot, add, remove, find }: BreakGlassMembersProps) {
  const { run, busy, failure } = useAction();
  return (
    <CardContent className="grid gap-3">
      {failure ? (
        <Callout tone="danger" role="alert">
          {failure.message}
        </Callout>
      ) : null}
      {members.length ? null : <p className="text-muted-foreground">Nobody may.</p>}
      <ul className="grid gap-1">
        {members.map(({ id, name }) => (
          <li key={id} className="flex min-h-8 items-center gap-2">
            <LiteralText text={name} className="min-w-0 flex-1" />
            {mayNot ? null : (
              <IconButton
                label={`Take ${name} out`}
                disabled={busy}
                onClick={() => run(() => remove({ personId: id }), `${name} taken out`)}
              >
                <X aria-hidden />
              </IconButton>
            )}
          </li>
        ))}
      </ul>
      {mayNot ? (
        <p className="text-muted-foreground text-xs">{mayNot}</p>
      ) : (
        <Combobox
          key={members.length}
          label="Add somebody who may break the glass"
          placeholder="Add a reviewer…"
          emptyText="No active reviewer matches."
          search={(query) => orThrow(find(query))}
          disabled={busy}
          onValueChange={(option) => {
            if (option) run(() => add({ personId: option.value }), `${option.label} added`);
          }}
        />
      )}
    </CardContent>
  );
}
