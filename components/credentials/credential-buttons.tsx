"use client";

import { MoreHorizontal } from "lucide-react";
import { useState } from "react";
import { Button, IconButton } from "@/components/ui/button";
import { lateParts, useLate } from "@/components/ui/late-parts";
import { Menu, MenuContent, MenuItem, MenuTrigger } from "@/components/ui/menu";
import type { CredentialView, IdentityView, InstanceView } from "@/lib/credentials/views";
import type { IdentityActions } from "./types";

const parts = lateParts(() => import("./credential-dialogs"));

export type CredentialAct = "rotate" | "revoke" | "prove";

export interface CredentialButtonsProps {
  credential: CredentialView;
  instance: Pick<InstanceView, "id" | "name">;
  identity: Pick<IdentityView, "issuers" | "apiUrl" | "abilities" | "rotationDays">;
  actions: IdentityActions;
}

/** What this person may do with a credential; nothing is shown that is over for everybody. */
export function CredentialButtons(props: CredentialButtonsProps) {
  const { rotate, revoke, prove } = props.credential.abilities;
  const [open, setOpen] = useState<CredentialAct | null>(null);
  const late = useLate(parts, open !== null);
  if (!rotate.allowed && !revoke.allowed && !prove.allowed) return null;
  const named = props.credential.label || "this credential";
  return (
    <div className="flex shrink-0 items-center gap-1">
      {rotate.allowed ? (
        <Button
          size="sm"
          variant="outline"
          onPointerEnter={parts.fetch}
          onFocus={parts.fetch}
          onClick={() => setOpen("rotate")}
        >
          Rotate
        </Button>
      ) : null}
      {prove.allowed ? (
        <Button
          size="sm"
          variant="outline"
          onPointerEnter={parts.fetch}
          onFocus={parts.fetch}
          onClick={() => setOpen("prove")}
        >
          Prove it is dead
        </Button>
      ) : null}
      {revoke.allowed ? (
        <Menu>
          <MenuTrigger
            render={
              <IconButton size="sm" label={`More about ${named}`}>
                <MoreHorizontal aria-hidden />
              </IconButton>
            }
          />
          <MenuContent align="end">
            <MenuItem destructive onClick={() => setOpen("revoke")}>
              Revoke…
            </MenuItem>
          </MenuContent>
        </Menu>
      ) : null}
      {open && late ? <late.CredentialDialog key={open} {...props} act={open} onClose={() => setOpen(null)} /> : null}
    </div>
  );
}
