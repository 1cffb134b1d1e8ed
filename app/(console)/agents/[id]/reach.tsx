import { AgentReachView } from "@/components/reach/agent-reach";
import type { Context } from "@/lib/context";
import { getAgentReach } from "@/lib/reach";
import { MAP_COLUMNS, MAP_SIZES } from "@/lib/reach/terms";
import { orNotFound } from "../../guards";

export interface ReachTabProps {
  ctx: Context;
  agentId: string;
  /** The address of the page that shows it. */
  base: string;
  open: string[];
  page: number;
  mayLink: boolean;
}

/** What one agent reaches. */
export async function ReachTab({ ctx, agentId, base, open, page, mayLink }: ReachTabProps) {
  const reach = await orNotFound(getAgentReach(ctx, { id: agentId, page, open }));
  return (
    <AgentReachView
      agentId={agentId}
      reach={reach}
      sizes={{ nodeWidth: MAP_SIZES.width, nodeHeight: MAP_SIZES.node, columns: MAP_COLUMNS }}
      open={open}
      page={page}
      base={base}
      mayLink={mayLink}
    />
  );
}
