"use client";

import { orThrow } from "@/components/people/use-action";
import { ConfirmDialog } from "@/components/ui/dialog";
import { EmptyState } from "@/components/ui/empty-state";
import { toast } from "@/components/ui/toast";
import type { ActionState } from "@/lib/http/action-state";
import type { PasskeyRow } from "@/lib/passkeys/terms";
import { PasskeyList } from "./passkey-list";

export interface OwnPasskeysProps {
  passkeys: readonly PasskeyRow[];
  remove: (id: string) => Promise<ActionState<{ left: number }>>;
}

/** One's own passkeys. Removing the last one is allowed, and says first what can no longer be done. */
export function OwnPasskeys({ passkeys, remove }: OwnPasskeysProps) {
  if (!passkeys.length) {
    return (
      <EmptyState
        level={3}
        className="py-8"
        title="No passkey yet"
        description="Requests of agents of tier low and moderate can be decided without one. Approving for tier high and critical is signed with it."
      />
    );
  }
  return (
    <PasskeyList
      passkeys={passkeys}
      verb="Remove"
      ask={({ passkey, left, close, done }) => (
        <ConfirmDialog
          open
          onOpenChange={close}
          title={`Remove ${passkey.name}?`}
          description={
            left === 0
              ? "It is your last one: until you add another, you cannot approve requests of agents of tier high or critical. What you signed with it stays valid and can still be verified. It cannot be brought back."
              : "It cannot sign here any more, and cannot be brought back. What you signed with it stays valid and can still be verified."
          }
          confirmLabel="Remove"
          destructive
          onConfirm={async () => {
            await orThrow(remove(passkey.id));
            toast.success("Passkey removed");
            done();
          }}
        />
      )}
    />
  );
}
