"use client";

import { ChevronDown, Plus } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { lateParts, useLate } from "@/components/ui/late-parts";
import { Menu, MenuContent, MenuItem, MenuTrigger } from "@/components/ui/menu";
import type { IdentityView, InstanceView } from "@/lib/credentials/views";
import type { IdentityActions } from "./types";

const parts = lateParts(() => import("./instance-dialogs"));

export type InstanceAct = "issue" | "stop" | "resume" | "retire" | "gateway" | "revokeAll";

export interface InstanceButtonsProps {
  instance: InstanceView;
  identity: Pick<IdentityView, "agent" | "issuers" | "apiUrl" | "abilities" | "rotationDays">;
  actions: IdentityActions;
}

const MORE: readonly InstanceAct[] = ["resume", "stop", "gateway", "revokeAll", "retire"];

/** What this person may do with an instance. Issuing is in view with the reason when it is off. */
export function InstanceButtons(props: InstanceButtonsProps) {
  const { instance } = props;
  const { abilities } = instance;
  const [open, setOpen] = useState<InstanceAct | null>(null);
  const late = useLate(parts, open !== null);
  const more = MORE.filter((act) => abilities[act].allowed);
  const why = `why-not-${instance.id}`;
  if (instance.state === "retired") return null;
  return (
    <div className="grid justify-items-end gap-1 max-sm:justify-items-start">
      <div className="flex flex-wrap items-center gap-2">
        {more.length ? (
          <Menu>
            <MenuTrigger render={<Button size="sm" variant="outline" aria-label={`More about ${instance.name}`} />}>
              More
              <ChevronDown aria-hidden className="size-3.5" />
            </MenuTrigger>
            <MenuContent align="end">
              {more.map((act) => (
                <MenuItem key={act} destructive={act === "retire" || act === "revokeAll"} onClick={() => setOpen(act)}>
                  {labelOf(act, instance)}…
                </MenuItem>
              ))}
            </MenuContent>
          </Menu>
        ) : null}
        <Button
          size="sm"
          variant={instance.credentials.length ? "outline" : "default"}
          disabled={!abilities.issue.allowed}
          focusableWhenDisabled
          aria-describedby={abilities.issue.allowed ? undefined : why}
          onPointerEnter={parts.fetch}
          onFocus={parts.fetch}
          onClick={() => setOpen("issue")}
        >
          <Plus aria-hidden /> Issue a credential
        </Button>
      </div>
      {abilities.issue.allowed ? null : (
        <p id={why} className="max-w-80 text-muted-foreground text-xs sm:text-right">
          {abilities.issue.reason}
        </p>
      )}
      {open && late ? <late.InstanceDialog key={open} {...props} act={open} onClose={() => setOpen(null)} /> : null}
    </div>
  );
}

function labelOf(act: InstanceAct, { gateway }: InstanceView): string {
  const labels: Record<InstanceAct, string> = {
    issue: "Issue a credential",
    stop: "Stop it",
    resume: "Resume it",
    retire: "Retire it",
    gateway: gateway ? "End its work as gateway" : "Make it a gateway",
    revokeAll: "Revoke its credentials",
  };
  return labels[act];
}
