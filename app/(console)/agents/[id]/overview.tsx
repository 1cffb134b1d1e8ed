import { proposeTemplateAction } from "@/app/(console)/agents/templates/actions";
import { AgentOverview } from "@/components/agents/agent-overview";
import { ProposeButton } from "@/components/templates/propose-button";
import { StandingCard } from "@/components/templates/standing-card";
import { can, canSomewhere } from "@/lib/access";
import type { AgentDetail } from "@/lib/agents/schema";
import type { Context } from "@/lib/context";
import { findSupplierByName } from "@/lib/suppliers";
import { templateStanding } from "@/lib/templates";
import { decideProposal } from "@/lib/templates/rules";

/** Everything stated about an agent, with who supplies it and what it was made from. */
export async function Overview({ ctx, agent }: { ctx: Context; agent: AgentDetail }) {
  const [supplier, standing] = await Promise.all([
    canSomewhere(ctx.actor, "suppliers.read") ? findSupplierByName(ctx, agent.provider) : null,
    canSomewhere(ctx.actor, "templates.read") ? templateStanding(ctx, agent) : null,
  ]);
  return (
    <AgentOverview
      agent={agent}
      supplierId={supplier?.id ?? null}
      template={
        <StandingCard
          standing={standing}
          propose={mayPropose(ctx, agent) ? <ProposeButton agentId={agent.id} propose={proposeTemplateAction} /> : null}
        />
      }
    />
  );
}

function mayPropose(ctx: Context, agent: AgentDetail): boolean {
  const { team, owner, deputy, sponsor } = agent;
  const scope = { teamId: team?.id, ownerId: owner?.id, deputyId: deputy?.id, sponsorId: sponsor?.id };
  return decideProposal(agent).allowed && can(ctx.actor, "templates.propose", scope);
}
