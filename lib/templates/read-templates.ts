import { can, requireReach, rolesFor, visibility } from "@/lib/access";
import type { AgentDetail } from "@/lib/agents/schema";
import type { Context } from "@/lib/context";
import { expectedIn, expectedOf } from "./expected";
import { type AnyTemplate, findTemplate, ownTemplate, requireTemplate, SHIPPED } from "./load";
import { countByTemplate, selectTemplates, selectTools } from "./queries";
import { type Decision, decideApproval, decideRetirement, decideUse, driftFrom } from "./rules";
import type { TemplateDetail, TemplateStanding, TemplateSummary } from "./views";

/** Every template: the shipped ones first, then the organisation's own by name (V5). */
export async function listTemplates(ctx: Context): Promise<TemplateSummary[]> {
  requireReach(ctx, "templates.read");
  const [own, counts] = await Promise.all([selectTemplates(), countByTemplate(visibility(ctx.actor, "agents.read"))]);
  return [...SHIPPED, ...own.map(ownTemplate)].map((template) => summaryOf(template, counts));
}

function summaryOf(template: AnyTemplate, counts: ReadonlyMap<string, number>): TemplateSummary {
  const { id, name, description, state, content, version } = template;
  const { kind, autonomy } = content;
  const { tier } = expectedIn(content, "production");
  return { id, name, description, state, tier, kind, autonomy, version, agents: counts.get(id) ?? 0 };
}

/** One template with the tier that its agents can expect, and what the caller may do about it. @throws CountersignError `not_found` */
export async function getTemplate(ctx: Context, id: string): Promise<TemplateDetail> {
  requireReach(ctx, "templates.read");
  const template = await requireTemplate(id);
  const counts = await countByTemplate(visibility(ctx.actor, "agents.read"));
  const { tier, ...summary } = summaryOf(template, counts);
  return {
    ...summary,
    content: template.content,
    expected: expectedOf(template.content),
    proposedBy: template.proposedBy,
    proposedAt: template.proposedAt?.toISOString() ?? null,
    approvedBy: template.approvedBy,
    approvedAt: template.approvedAt?.toISOString() ?? null,
    abilities: abilitiesFor(ctx, template),
  };
}

/** The same decisions that the verbs enforce, as values for the buttons. */
function abilitiesFor(ctx: Context, template: AnyTemplate): TemplateDetail["abilities"] {
  const roles = rolesFor("templates.approve").join(" or ");
  const refusal = can(ctx.actor, "templates.approve")
    ? null
    : `This needs the role ${roles} for the whole organisation.`;
  const asked = { state: template.state, proposedById: template.proposedBy?.id ?? null };
  const ability = (decision: Decision) =>
    decision.allowed ? { allowed: true as const } : { allowed: false as const, reason: decision.reason };
  const unless = (decision: Decision) => (refusal ? { allowed: false as const, reason: refusal } : ability(decision));
  return {
    use: ability(decideUse(template.state)),
    approve: unless(decideApproval(asked, ctx.actor.id)),
    retire: unless(decideRetirement(template.state)),
  };
}

/**
 * What an agent was made from, and in what it goes beyond that (V5); null when it was made from none.
 * @param agent as `getAgent` gives it to this caller
 */
export async function templateStanding(ctx: Context, agent: AgentDetail): Promise<TemplateStanding | null> {
  requireReach(ctx, "templates.read");
  if (!agent.templateId) return null;
  const template = await findTemplate(agent.templateId);
  if (!template) return null;
  const { id, name, state, content } = template;
  return { template: { id, name, state }, drift: driftFrom(content, { ...agent, tools: await selectTools(agent.id) }) };
}
