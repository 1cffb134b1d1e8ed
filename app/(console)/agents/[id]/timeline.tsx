import { AgentTimeline } from "@/components/agents/agent-timeline";
import { listEvents } from "@/lib/audit";
import type { Context } from "@/lib/context";

export interface TimelineProps {
  ctx: Context;
  agentId: string;
  olderThan: string | null;
}

/** The events of one agent that this caller may read. */
export async function Timeline({ ctx, agentId, olderThan }: TimelineProps) {
  const { rows, older } = await listEvents(ctx, { agentId, olderThan, limit: 50 });
  const next = older ? `/agents/${agentId}?tab=timeline&older=${older}` : null;
  return <AgentTimeline events={rows} older={next} />;
}
