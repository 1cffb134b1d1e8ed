"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { ReasonDialog } from "./reason-dialog";
import type { IdentityActions } from "./types";

/** Ends everything that an agent can prove itself with. */
export function RevokeAll({
  agent,
  revokeAll,
}: {
  agent: { id: string; name: string };
  revokeAll: IdentityActions["revokeAll"];
}) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="outline" onClick={() => setOpen(true)}>
        Revoke all credentials
      </Button>
      {open ? (
        <ReasonDialog
          title={`Revoke all credentials of ${agent.name}?`}
          description="Every instance loses its credentials and its tokens now. This cannot be undone; new credentials have to be issued."
          verb="Revoke all"
          destructive
          act={(reason) => revokeAll({ agentId: agent.id, reason })}
          done="Every credential is revoked"
          onClose={() => setOpen(false)}
        />
      ) : null}
    </>
  );
}
