"use client";

import { useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Card, CardHeader } from "@/components/ui/card";
import { Checkbox } from "@/components/ui/checkbox";
import { Kbd } from "@/components/ui/kbd";
import { LiteralText } from "@/components/ui/literal-text";
import type { AgentTools, BulkOutcome, WaitingTool } from "@/lib/agents/schema";
import { CorrectDialog } from "./correct-dialog";
import { DecideDialog } from "./decide-dialog";
import type { ToolActions } from "./types";
import { useQuarantine } from "./use-quarantine";
import { WaitingEntry } from "./waiting-entry";

export interface QuarantineProps {
  waiting: readonly WaitingTool[];
  abilities: AgentTools["abilities"];
  actions: ToolActions;
  /** Single keys act; a person may have turned that off. */
  shortcuts: boolean;
}

const SHOWN = 20;

/** The tools that wait, each with what is decided about in view. One by one, or those that are ticked. */
export function Quarantine({ waiting, abilities, actions, shortcuts }: QuarantineProps) {
  const root = useRef<HTMLDivElement>(null);
  const [shown, setShown] = useState(SHOWN);
  const [correcting, setCorrecting] = useState<WaitingTool | null>(null);
  const mayDecide = abilities.accept.allowed;
  const queue = useQuarantine({ waiting, actions, root, keys: shortcuts && mayDecide });

  return (
    <Card ref={root} aria-labelledby="quarantine">
      <CardHeader
        id="quarantine"
        title={waiting.length === 1 ? "1 tool waits in quarantine" : `${waiting.length} tools wait in quarantine`}
        description="New, or changed since somebody accepted them. They cannot be called until you accept or block them."
        actions={
          mayDecide ? (
            <BulkButtons
              all={waiting.length}
              picked={queue.picked.length}
              onAll={queue.tickAll}
              onDecide={(event) => queue.ask(event, queue.picked)}
            />
          ) : null
        }
      />
      {abilities.accept.allowed ? null : (
        <p className="border-border border-b px-4 py-2 text-muted-foreground">{abilities.accept.reason}</p>
      )}
      {queue.outcome ? <Refusals outcome={queue.outcome} /> : null}
      <ul aria-label="Tools in quarantine" className="divide-y divide-border">
        {waiting.slice(0, shown).map((tool) => (
          <WaitingEntry
            key={tool.id}
            tool={tool}
            chosen={queue.chosen.has(tool.id)}
            busy={queue.busyId === tool.id}
            abilities={abilities}
            onToggle={() => queue.toggle(tool.id)}
            onAccept={() => queue.accept(tool)}
            onBlock={() => queue.ask("block", [tool])}
            onCorrect={() => setCorrecting(tool)}
          />
        ))}
      </ul>
      <Foot
        more={Math.min(SHOWN, waiting.length - shown)}
        onMore={() => setShown(shown + SHOWN)}
        keys={shortcuts && mayDecide}
      />
      {queue.asked ? (
        <DecideDialog
          {...queue.asked}
          actions={actions}
          onDone={(result) => queue.asked && queue.done(queue.asked.event, result)}
          onClose={() => queue.ask("accept", [])}
        />
      ) : null}
      {correcting ? <CorrectDialog tool={correcting} actions={actions} onClose={() => setCorrecting(null)} /> : null}
    </Card>
  );
}

function Foot({ more, onMore, keys }: { more: number; onMore: () => void; keys: boolean }) {
  if (more <= 0 && !keys) return null;
  return (
    <footer className="flex flex-wrap items-center justify-between gap-2 border-border border-t px-4 py-2 text-muted-foreground text-xs">
      {more > 0 ? (
        <Button variant="outline" size="sm" onClick={onMore}>
          Show {more} more
        </Button>
      ) : null}
      {keys ? (
        <span className="inline-flex flex-wrap items-center gap-1.5 max-sm:hidden">
          <Kbd keys="j" /> <Kbd keys="k" /> next and previous · <Kbd keys="x" /> tick · <Kbd keys="a" /> accept ·{" "}
          <Kbd keys="b" /> block
        </span>
      ) : null}
    </footer>
  );
}

interface BulkButtonsProps {
  all: number;
  picked: number;
  onAll: (on: boolean) => void;
  onDecide: (event: "accept" | "block") => void;
}

function BulkButtons({ all, picked, onAll, onDecide }: BulkButtonsProps) {
  if (all < 2) return null;
  return (
    <>
      <Checkbox checked={picked === all} indeterminate={picked > 0 && picked < all} onCheckedChange={onAll}>
        All {all}
      </Checkbox>
      <Button size="sm" variant="outline" disabled={picked === 0} onClick={() => onDecide("accept")}>
        Accept {picked || "ticked"}
      </Button>
      <Button size="sm" variant="outline" disabled={picked === 0} onClick={() => onDecide("block")}>
        Block {picked || "ticked"}…
      </Button>
    </>
  );
}

function Refusals({ outcome }: { outcome: BulkOutcome }) {
  const refused = outcome.rows.filter((row) => row.outcome === "refused");
  return (
    <div className="border-border border-b p-3">
      <Callout
        tone="warning"
        role="alert"
        title={refused.length === 1 ? "1 tool stayed as it was" : `${refused.length} tools stayed as they were`}
      >
        <ul className="grid gap-0.5">
          {refused.map((row) => (
            <li key={row.id}>
              <LiteralText text={row.name || "A tool that is not here any more"} className="font-mono text-xs" />:{" "}
              {row.reason}
            </li>
          ))}
        </ul>
      </Callout>
    </div>
  );
}
