import { AgentRequests } from "@/components/approvals/case/agent-requests";
import { AgentStanding } from "@/components/approvals/case/agent-standing";
import { listAgentRequests, listStanding } from "@/lib/approvals";
import type { Context } from "@/lib/context";

interface ApprovalsProps {
  ctx: Context;
  agentId: string;
  given: Record<string, string | string[] | undefined>;
}

/** What people were asked about this agent, and what they approved in advance. */
export async function Approvals({ ctx, agentId, given: { older } }: ApprovalsProps) {
  const olderThan = typeof older === "string" ? older : null;
  const [requests, standing] = await Promise.all([listAgentRequests(ctx, { agentId, olderThan }), listStanding(ctx)]);
  return (
    <div className="grid gap-6">
      <AgentStanding standing={standing.rows.filter((one) => one.agent.id === agentId)} />
      <AgentRequests requests={requests} base={`/agents/${agentId}?tab=approvals`} />
    </div>
  );
}
