"use client";

import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Card, CardHeader } from "@/components/ui/card";
import { Checkbox } from "@/components/ui/checkbox";
import { Kbd } from "@/components/ui/kbd";
import { LiteralText } from "@/components/ui/literal-text";
import { toast } from "@/components/ui/toast";
import type { AgentTools, BulkOutcome, WaitingTool } from "@/lib/agents/schema";
import { CorrectDialog } from "./correct-dialog";
import { DecideDialog, decide, isCorrectedOtherwise } from "./decide-dialog";
import type { ToolActions } from "./types";
import { useQueueKeys } from "./use-queue-keys";
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
  const router = useRouter();
  const root = useRef<HTMLDivElement>(null);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [shown, setShown] = useState(SHOWN);
  const [asked, setAsked] = useState<{ event: "accept" | "block"; tools: WaitingTool[] } | null>(null);
  const [correcting, setCorrecting] = useState<WaitingTool | null>(null);
  const [outcome, setOutcome] = useState<BulkOutcome | null>(null);
  const [busyId, setBusyId] = useState<string | null>(null);
  const picked = waiting.filter(({ id }) => chosen.has(id));
  const mayDecide = abilities.accept.allowed;

  const toggle = (id: string) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    setChosen(next);
  };
  const done = (event: "accept" | "block", result: BulkOutcome) => {
    const past = event === "accept" ? "accepted" : "blocked";
    if (result.done) toast.success(result.done === 1 ? `1 tool is ${past}` : `${result.done} tools are ${past}`);
    setOutcome(result.refused ? result : null);
    setAsked(null);
    setChosen(new Set());
    router.refresh();
  };
  async function accept(tool: WaitingTool): Promise<void> {
    // What the reader must answer is asked; what lies open in front of them is not asked twice.
    if (tool.warnings.length || isCorrectedOtherwise(tool)) return setAsked({ event: "accept", tools: [tool] });
    setBusyId(tool.id);
    const answer = await decide({ event: "accept", tools: [tool], actions, reason: "", keep: false });
    setBusyId(null);
    if (answer.ok) return done("accept", answer.value);
    toast.error(answer.message);
  }
  useQueueKeys({
    enabled: shortcuts && mayDecide,
    root,
    onKey: (key, id) => {
      const tool = waiting.find((one) => one.id === id);
      if (key === "x") return tool ? toggle(tool.id) : undefined;
      const tools = picked.length ? picked : tool ? [tool] : [];
      if (tools.length) setAsked({ event: key === "a" ? "accept" : "block", tools });
    },
  });

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
              picked={picked.length}
              onAll={(on) => setChosen(new Set(on ? waiting.map(({ id }) => id) : []))}
              onDecide={(event) => setAsked({ event, tools: picked })}
            />
          ) : null
        }
      />
      {abilities.accept.allowed ? null : (
        <p className="border-border border-b px-4 py-2 text-muted-foreground">{abilities.accept.reason}</p>
      )}
      {outcome ? <Refusals outcome={outcome} /> : null}
      <ul aria-label="Tools in quarantine" className="divide-y divide-border">
        {waiting.slice(0, shown).map((tool) => (
          <WaitingEntry
            key={tool.id}
            tool={tool}
            chosen={chosen.has(tool.id)}
            busy={busyId === tool.id}
            abilities={abilities}
            onToggle={() => toggle(tool.id)}
            onAccept={() => accept(tool)}
            onBlock={() => setAsked({ event: "block", tools: [tool] })}
            onCorrect={() => setCorrecting(tool)}
          />
        ))}
      </ul>
      <footer className="flex flex-wrap items-center justify-between gap-2 border-border border-t px-4 py-2 text-muted-foreground text-xs empty:hidden">
        {waiting.length > shown ? (
          <Button variant="outline" size="sm" onClick={() => setShown(shown + SHOWN)}>
            Show {Math.min(SHOWN, waiting.length - shown)} more
          </Button>
        ) : null}
        {shortcuts && mayDecide ? (
          <span className="inline-flex flex-wrap items-center gap-1.5 max-sm:hidden">
            <Kbd keys="j" /> <Kbd keys="k" /> next and previous · <Kbd keys="x" /> tick · <Kbd keys="a" /> accept ·{" "}
            <Kbd keys="b" /> block
          </span>
        ) : null}
      </footer>
      {asked ? (
        <DecideDialog
          {...asked}
          actions={actions}
          onDone={(result) => done(asked.event, result)}
          onClose={() => setAsked(null)}
        />
      ) : null}
      {correcting ? <CorrectDialog tool={correcting} actions={actions} onClose={() => setCorrecting(null)} /> : null}
    </Card>
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
