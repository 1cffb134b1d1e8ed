import { KeyRound, Link2, ShieldCheck } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import { Card, CardHeader } from "@/components/ui/card";
import { LiteralText } from "@/components/ui/literal-text";
import { TierBadge } from "@/components/ui/tier-badge";
import type { ServerView, ToolRow } from "@/lib/agents/schema";
import { PowerBadges } from "./power";
import { ToolStateBadge } from "./tool-state";

/** One server of an agent with every tool it lists or listed. A tool's name leads to all about it. */
export function ToolList({ server, agentId }: { server: ServerView; agentId: string }) {
  const present = server.tools.filter(({ state }) => state !== "removed").length;
  return (
    <Card aria-labelledby={server.id}>
      <CardHeader
        id={server.id}
        title={<LiteralText text={server.name} />}
        description={<Facts server={server} />}
        actions={<span className="text-muted-foreground text-xs">{present === 1 ? "1 tool" : `${present} tools`}</span>}
      />
      <ul aria-label={`Tools of ${server.name}`} className="divide-y divide-border">
        {server.tools.map((tool) => (
          <Row key={tool.id} tool={tool} agentId={agentId} />
        ))}
      </ul>
    </Card>
  );
}

function Facts({ server }: { server: ServerView }) {
  return (
    <span className="flex flex-wrap items-center gap-x-3 gap-y-1 text-xs">
      {server.supplier ? (
        <span className="inline-flex items-center gap-1">
          by <LiteralText text={server.supplier} />
          {server.trusted ? (
            <Badge tone="success">
              <ShieldCheck aria-hidden />
              Trusted
            </Badge>
          ) : null}
        </span>
      ) : null}
      {server.address ? (
        <span className="inline-flex min-w-0 items-center gap-1">
          <Link2 aria-hidden className="size-3 shrink-0" />
          <span className="sr-only">Address </span>
          <LiteralText text={server.address} />
        </span>
      ) : null}
      {server.credential ? (
        <span className="inline-flex items-center gap-1">
          <KeyRound aria-hidden className="size-3 shrink-0" />
          <span className="sr-only">Uses the credential </span>
          <LiteralText text={server.credential} />
        </span>
      ) : null}
    </span>
  );
}

function Row({ tool, agentId }: { tool: ToolRow; agentId: string }) {
  const dim = tool.state === "removed" || tool.state === "blocked";
  return (
    <li className="grid gap-x-4 gap-y-1.5 px-4 py-2.5 hover:bg-accent/60 md:grid-cols-[minmax(0,1fr)_minmax(10rem,auto)] lg:grid-cols-[minmax(0,1fr)_minmax(14rem,auto)_15rem]">
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <Link
            href={`/agents/${agentId}?tab=tools&tool=${tool.id}` as Route}
            scroll={false}
            prefetch={false}
            className="font-mono text-sm underline-offset-3 hover:underline"
          >
            <LiteralText text={tool.name} />
          </Link>
          {tool.correction ? <Badge tone="info">Corrected</Badge> : null}
        </p>
        <p className="relative truncate text-muted-foreground text-xs">
          <LiteralText text={tool.description || tool.title} />
        </p>
      </div>
      <div className={dim ? "opacity-70" : undefined}>
        <PowerBadges effect={tool.effect} capabilities={tool.capabilities} />
      </div>
      <div className="flex flex-wrap items-center gap-1.5 lg:justify-end">
        <TierBadge tier={tool.tier} />
        {tool.state === "accepted" ? <span className="sr-only">Accepted</span> : <ToolStateBadge state={tool.state} />}
      </div>
    </li>
  );
}
