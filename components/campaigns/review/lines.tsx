"use client";

import { cn } from "@/components/cn";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { LiteralText } from "@/components/ui/literal-text";
import { TierBadge } from "@/components/ui/tier-badge";
import { Time } from "@/components/ui/time";
import { aloneBecause } from "@/lib/campaigns/rules";
import { DECISION_LABELS, ITEM_KIND_LABELS, ITEM_STATE_LABELS, REASON_LABELS } from "@/lib/campaigns/terms";
import { type SaidOf, wordOn } from "./desk-state";
import type { ReviewLine } from "./types";
import { MARK_WORDS, RECOMMENDED } from "./words";

interface LinesProps {
  lines: readonly ReviewLine[];
  at: number | null;
  said: SaidOf;
  chosen: ReadonlySet<number>;
  /** Of the chosen: whose agent's they are; others cannot join them. */
  agentId: string | null;
  /** Whether the campaign takes answers now. */
  runs: boolean;
  onToggle: (number: number) => void;
  onOpen: (number: number) => void;
  more: boolean;
  onMore: () => void;
}

const head = "px-3 py-2 text-left font-medium text-muted-foreground text-xs";
const cell = "px-3 py-2 align-top";

/** The dense list: a line for each right, in the order of their agents. */
export function Lines({ lines, at, said, chosen, agentId, runs, onToggle, onOpen, more, onMore }: LinesProps) {
  return (
    <div className="overflow-x-auto rounded-lg border border-border bg-card">
      <table className="w-full border-collapse">
        <caption className="sr-only">What you are asked about</caption>
        <thead className="border-border border-b bg-muted">
          <tr>
            <th className={cn(head, "w-9 pr-0")}>
              <span className="sr-only">Choose</span>
            </th>
            <th className={head}>Agent and right</th>
            <th className={cn(head, "max-sm:hidden")}>Tier</th>
            <th className={cn(head, "max-lg:hidden")}>Last used</th>
            <th className={cn(head, "max-lg:hidden")}>At first glance</th>
            <th className={head}>Your answer</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr
              key={line.number}
              data-line={line.number}
              aria-current={line.number === at ? "true" : undefined}
              className={cn(
                "border-border border-b last:border-b-0",
                line.number === at && "bg-selected shadow-[inset_2px_0_0_var(--primary)]",
              )}
            >
              <td className={cn(cell, "pr-0")}>
                <Choose line={line} {...{ chosen, agentId, runs, onToggle }} />
              </td>
              <td className={cn(cell, "min-w-44 sm:min-w-64")}>
                <Right line={line} onOpen={onOpen} />
              </td>
              <td className={cn(cell, "max-sm:hidden")}>
                <TierBadge tier={line.tier} />
              </td>
              <td className={cn(cell, "text-muted-foreground max-lg:hidden")}>
                <Time at={line.lastUsedAt} />
              </td>
              <td className={cn(cell, "max-lg:hidden")}>
                <Badge tone={RECOMMENDED[line.recommendation].tone}>{RECOMMENDED[line.recommendation].short}</Badge>
              </td>
              <td className={cell}>
                <Word line={line} said={said} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {more ? (
        <p className="border-border border-t p-2 text-center">
          <Button variant="ghost" size="sm" onClick={onMore}>
            Show more
          </Button>
        </p>
      ) : null}
    </div>
  );
}

type ChooseProps = { line: ReviewLine } & Pick<LinesProps, "chosen" | "agentId" | "runs" | "onToggle">;

function Choose({ line, chosen, agentId, runs, onToggle }: ChooseProps) {
  const why = whyAlone(line, { agentId, runs });
  return (
    <span title={why ?? undefined} className="inline-flex">
      <Checkbox
        checked={chosen.has(line.number)}
        disabled={why !== null && !chosen.has(line.number)}
        aria-label={why ? `Item ${line.number}: ${why}` : `Choose item ${line.number}`}
        onCheckedChange={() => onToggle(line.number)}
      />
    </span>
  );
}

/** Why this line cannot be answered together with those chosen; null: it can. */
export function whyAlone(
  line: ReviewLine,
  { agentId, runs }: { agentId: string | null; runs: boolean },
): string | null {
  if (!runs) return "The campaign takes no answers now.";
  if (line.state !== "pending" && line.state !== "stale" && line.state !== "decided") return "It is not open any more.";
  const alone = aloneBecause(line, "keep");
  if (alone) return alone;
  return agentId !== null && agentId !== line.agentId ? "Only what belongs to one agent goes together." : null;
}

function Right({ line, onOpen }: { line: ReviewLine; onOpen: (number: number) => void }) {
  return (
    <>
      <button
        type="button"
        data-open
        onClick={() => onOpen(line.number)}
        className="text-left font-medium [overflow-wrap:anywhere] hover:underline"
      >
        <LiteralText text={line.agentName} />
        <span className="font-normal text-muted-foreground text-xs"> · {ITEM_KIND_LABELS[line.kind]}</span>
      </button>
      <p className="line-clamp-2 text-muted-foreground first-letter:uppercase">
        <LiteralText text={line.sentence} />
      </p>
      <p className="mt-1 flex flex-wrap gap-1 empty:hidden">
        <TierBadge tier={line.tier} className="sm:hidden" />
        {line.marks.map((mark) => (
          <Badge key={mark} tone="outline">
            {MARK_WORDS[mark]}
          </Badge>
        ))}
      </p>
    </>
  );
}

function Word({ line, said }: { line: ReviewLine; said: SaidOf }) {
  const here = said.get(line.number);
  if (here?.state === "failed") return <Badge tone="danger">Not saved</Badge>;
  const word = wordOn(line, said);
  if (!word) {
    const waits = line.state === "pending";
    return <span className="text-muted-foreground">{waits ? "—" : ITEM_STATE_LABELS[line.state]}</span>;
  }
  return (
    <>
      <span className="font-medium">{DECISION_LABELS[word.decision]}</span>
      <span className="block text-muted-foreground text-xs">
        {REASON_LABELS[word.reason] ?? word.reason}
        {here?.state === "saving" ? " · saving" : null}
        {line.state === "signed_off" && !here ? " · signed off" : null}
      </span>
    </>
  );
}
