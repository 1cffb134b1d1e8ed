import { Wrench } from "lucide-react";
import { EmptyState } from "@/components/ui/empty-state";
import type { AgentTools } from "@/lib/agents/schema";
import { AddTools } from "./add-tools";
import { Quarantine } from "./quarantine";
import { ToolList } from "./tool-list";
import type { ToolActions } from "./types";

export interface ToolsTabProps {
  agentId: string;
  tools: AgentTools;
  actions: ToolActions;
  shortcuts: boolean;
}

/** What an agent can call: what waits first, then every server with its tools. */
export function ToolsTab({ agentId, tools, actions, shortcuts }: ToolsTabProps) {
  const { servers, waiting, abilities } = tools;
  const add = abilities.list.allowed ? <AddTools agentId={agentId} servers={servers} see={actions.see} /> : null;
  if (!servers.length) {
    return (
      <EmptyState
        icon={<Wrench />}
        title="No tools yet"
        description="What the agent can call stands here, by server, with what each tool can do. Add what a server lists, or import its list."
        actions={add}
      />
    );
  }
  return (
    <div className="grid gap-4">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p className="text-muted-foreground">{summaryOf(tools)}</p>
        {add}
      </div>
      {waiting.length ? (
        <Quarantine waiting={waiting} abilities={abilities} actions={actions} shortcuts={shortcuts} />
      ) : null}
      {servers.map((server) => (
        <ToolList key={server.id} server={server} agentId={agentId} />
      ))}
    </div>
  );
}

function summaryOf({ counts, servers }: AgentTools): string {
  const parts = [
    `${counts.accepted} accepted`,
    counts.quarantined ? `${counts.quarantined} in quarantine` : "",
    counts.blocked ? `${counts.blocked} blocked` : "",
    counts.removed ? `${counts.removed} no longer listed` : "",
  ].filter(Boolean);
  return `${parts.join(", ")}, on ${servers.length === 1 ? "1 server" : `${servers.length} servers`}.`;
}
