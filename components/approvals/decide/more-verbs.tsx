"use client";

import { ChevronUp } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Menu, MenuContent, MenuItem, MenuTrigger } from "@/components/ui/menu";

export interface MoreVerb {
  verb: string;
  label: string;
  /** Null: may. Otherwise why not. */
  refusal: string | null;
  destructive?: boolean;
  act: () => void;
}

/** What can be done besides, each with the reason where it cannot. */
export function MoreVerbs({ verbs }: { verbs: readonly MoreVerb[] }) {
  if (verbs.length === 0) return null;
  return (
    <Menu>
      <MenuTrigger
        render={
          <Button variant="outline" className="max-sm:h-11">
            More <ChevronUp aria-hidden />
          </Button>
        }
      />
      <MenuContent side="top" align="end" className="max-w-80">
        {verbs.map(({ verb, label, refusal, destructive, act }) => (
          <MenuItem key={verb} disabled={refusal !== null} destructive={destructive && refusal === null} onClick={act}>
            <span className="grid">
              {label}
              {refusal ? <span className="whitespace-normal text-muted-foreground text-xs">{refusal}</span> : null}
            </span>
          </MenuItem>
        ))}
      </MenuContent>
    </Menu>
  );
}
