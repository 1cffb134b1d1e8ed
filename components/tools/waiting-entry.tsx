"use client";

import type { Route } from "next";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { LiteralText } from "@/components/ui/literal-text";
import { TierBadge } from "@/components/ui/tier-badge";
import { Time } from "@/components/ui/time";
import type { AgentTools, WaitingTool } from "@/lib/agents/schema";
import { Definition } from "./definition";
import { DefinitionDiff } from "./definition-diff";
import { PowerBadges } from "./power";
import { ToolWarnings } from "./tool-warnings";

export interface WaitingEntryProps {
  tool: WaitingTool;
  chosen: boolean;
  busy: boolean;
  abilities: AgentTools["abilities"];
  onToggle: () => void;
  onAccept: () => void;
  onBlock: () => void;
  onCorrect: () => void;
}

/** One tool that waits: what it is, what is decided about (the diff, or the whole of what is new), and the decision. */
export function WaitingEntry(props: WaitingEntryProps) {
  const { tool, abilities } = props;
  const changed = tool.acceptedHash !== null && tool.acceptedHash !== tool.hash;
  return (
    <li data-queue-entry={tool.id} className="grid scroll-mt-16 gap-3 px-4 py-3 focus-within:bg-accent/40">
      <div className="flex items-start gap-3">
        {abilities.accept.allowed ? (
          <span className="mt-0.5 flex">
            <Checkbox aria-label={`Select ${tool.name}`} checked={props.chosen} onCheckedChange={props.onToggle} />
          </span>
        ) : null}
        <div className="grid min-w-0 flex-1 gap-1.5">
          <Head tool={tool} changed={changed} />
          <PowerBadges effect={tool.effect} capabilities={tool.capabilities} />
        </div>
        {abilities.accept.allowed ? <Buttons {...props} changed={changed} className="max-sm:hidden" /> : null}
      </div>
      <ToolWarnings warnings={tool.warnings} />
      {changed ? (
        <DefinitionDiff changes={tool.changes} label={`What changed in ${tool.name}`} />
      ) : (
        <Definition tool={tool} />
      )}
      {changed && tool.correction ? (
        <p className="text-muted-foreground text-xs">
          What it can do was corrected for the former definition. Accepting asks whether that goes on to count.
        </p>
      ) : null}
      {abilities.accept.allowed ? <Buttons {...props} changed={changed} className="sm:hidden" /> : null}
    </li>
  );
}

function Head({ tool, changed }: { tool: WaitingTool; changed: boolean }) {
  const path = usePathname();
  return (
    <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
      <Link
        href={`${path}?tab=tools&tool=${tool.id}` as Route}
        scroll={false}
        prefetch={false}
        aria-keyshortcuts="j k x a b"
        className="font-medium font-mono text-sm underline-offset-3 hover:underline"
      >
        <LiteralText text={tool.name} />
      </Link>
      <Badge tone="info">{changed ? "Changed" : "New"}</Badge>
      <TierBadge tier={tool.tier} />
      <span className="text-muted-foreground text-xs">
        <LiteralText text={tool.server} /> · {changed ? "seen" : "first seen"}{" "}
        <Time at={changed ? tool.lastSeenAt : tool.firstSeenAt} />
      </span>
    </p>
  );
}

function Buttons(props: WaitingEntryProps & { changed: boolean; className: string }) {
  const { tool, abilities, busy, changed } = props;
  return (
    <div className={`flex shrink-0 flex-wrap gap-1.5 ${props.className}`}>
      {abilities.correct.allowed && !changed ? (
        <Button size="sm" variant="ghost" onClick={props.onCorrect} aria-label={`Correct what ${tool.name} can do`}>
          Correct…
        </Button>
      ) : null}
      <Button size="sm" variant="outline" onClick={props.onBlock} aria-label={`Block ${tool.name}`}>
        Block…
      </Button>
      <Button size="sm" busy={busy} onClick={props.onAccept} aria-label={`Accept ${tool.name}`}>
        Accept
      </Button>
    </div>
  );
}
