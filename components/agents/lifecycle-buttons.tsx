"use client";

import { ChevronDown } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { useState } from "react";
import { Button, buttonVariants } from "@/components/ui/button";
import { lateParts, useLate } from "@/components/ui/late-parts";
import { Menu, MenuContent, MenuItem, MenuTrigger } from "@/components/ui/menu";
import type { AgentDetail } from "@/lib/agents/schema";
import type { AgentStatus } from "@/lib/agents/terms";
import { MOVE_WORDS, type Move, type MoveAction } from "./move-words";

const parts = lateParts(() => import("./move-dialog"));

/** The id of the button for the step that usually comes next. */
const NEXT_STEP = "next-step";

/** The step that usually comes next. */
const NEXT: Record<AgentStatus, Move | null> = {
  draft: "register",
  registered: "activate",
  active: "suspend",
  suspended: "resume",
  decommissioned: null,
};

export interface LifecycleButtonsProps {
  agent: Pick<AgentDetail, "id" | "name" | "version" | "status" | "abilities">;
  move: MoveAction;
}

/** What this person may do now. A step that is not open yet is shown with the reason, as the server would give it. */
export function LifecycleButtons({ agent, move }: LifecycleButtonsProps) {
  const [open, setOpen] = useState<Move | null>(null);
  const late = useLate(parts, open !== null);
  const next = NEXT[agent.status];
  const { abilities } = agent;
  const why = next ? abilities[next] : abilities.decommission;
  return (
    <div className="grid justify-items-end gap-1 max-sm:justify-items-start">
      <div className="flex flex-wrap items-center gap-2">
        {abilities.edit.allowed ? (
          <Link href={`/agents/${agent.id}/edit` as Route} className={buttonVariants({ variant: "outline" })}>
            Edit
          </Link>
        ) : null}
        {abilities.decommission.allowed ? (
          <Menu>
            <MenuTrigger render={<Button variant="outline" />}>
              More
              <ChevronDown aria-hidden className="size-3.5" />
            </MenuTrigger>
            <MenuContent align="end">
              <MenuItem destructive onClick={() => setOpen("decommission")}>
                {MOVE_WORDS.decommission.verb}…
              </MenuItem>
            </MenuContent>
          </Menu>
        ) : null}
        {next ? (
          <Button
            id={NEXT_STEP}
            variant={next === "suspend" ? "outline" : "default"}
            disabled={!abilities[next].allowed}
            focusableWhenDisabled
            aria-describedby={abilities[next].allowed ? undefined : "why-not"}
            onPointerEnter={parts.fetch}
            onFocus={parts.fetch}
            onClick={() => setOpen(next)}
          >
            {MOVE_WORDS[next].verb}
          </Button>
        ) : null}
      </div>
      {why.allowed ? null : (
        <p id="why-not" className="max-w-96 text-muted-foreground text-xs sm:text-right">
          {why.reason}
        </p>
      )}
      {open && late ? (
        <late.MoveDialog key={open} agent={agent} move={open} act={move} onClose={() => setOpen(null)} />
      ) : null}
    </div>
  );
}
