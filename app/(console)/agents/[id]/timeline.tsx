import { AgentTimeline } from "@/components/agents/agent-timeline";
import { Callout } from "@/components/ui/callout";
import { listEvents } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { isCountersignError } from "@/lib/errors";

export interface TimelineProps {
  ctx: Context;
  agentId: string;
  olderThan: string | null;
}

/** The events of one agent that this caller may read. */
export async function Timeline({ ctx, agentId, olderThan }: TimelineProps) {
  const asked = await listEvents(ctx, { agentId, olderThan, limit: 50 }).catch(noSuchPlace);
  const { rows, older } = asked ?? (await listEvents(ctx, { agentId, limit: 50 }));
  const next = older ? `/agents/${agentId}?tab=timeline&older=${older}` : null;
  return (
    <>
      {asked ? null : (
        <Callout tone="warning" className="mb-4" title="This page link is damaged">
          It names no event that you may see, so this is the newest page.
        </Callout>
      )}
      <AgentTimeline events={rows} older={next} />
    </>
  );
}

function noSuchPlace(error: unknown): null {
  if (isCountersignError(error) && error.code === "invalid") return null;
  throw error;
}
