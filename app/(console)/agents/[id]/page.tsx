import type { Metadata, Route } from "next";
import {
  acceptHandOverAction,
  declineHandOverAction,
  offerHandOverAction,
  withdrawHandOverAction,
} from "@/app/(console)/inbox/hand-overs/actions";
import { openIn, pageIn } from "@/app/(console)/reach/subject";
import { AgentAnswers } from "@/components/agents/agent-header";
import { AgentSource } from "@/components/agents/agent-source";
import { LifecycleButtons } from "@/components/agents/lifecycle-buttons";
import { ControlsPanel } from "@/components/controls/controls-panel";
import { AgentStopNotice, StopLink } from "@/components/incidents/agent-stop";
import { PendingNotice } from "@/components/ownership/pending-notice";
import { PeopleTab } from "@/components/ownership/people-tab";
import { LiteralText } from "@/components/ui/literal-text";
import { PageHeader } from "@/components/ui/page-header";
import { LinkTabs } from "@/components/ui/tabs";
import { can } from "@/lib/access";
import { answeringFor, getAgent, getControls } from "@/lib/agents";
import type { AgentDetail } from "@/lib/agents/schema";
import { requireContext } from "@/lib/auth";
import type { Context } from "@/lib/context";
import { agentStop } from "@/lib/incidents";
import { listTeams } from "@/lib/people";
import { orNotFound } from "../../guards";
import { assignPeopleAction, moveAgentAction } from "../actions";
import { Approvals } from "./approvals";
import { confirmRecordAction, endWaiverAction, waiveControlAction } from "./controls/actions";
import { Decisions } from "./decisions";
import { Grants } from "./grants";
import { Identity } from "./identity";
import { Overview } from "./overview";
import { ReachTab } from "./reach";
import { Reviews } from "./reviews";
import { Risk } from "./risk";
import { Timeline } from "./timeline";
import { Tools } from "./tools";
import { Versions } from "./versions";

const TABS = [
  "overview",
  "tools",
  "grants",
  "identity",
  "risk",
  "people",
  "reach",
  "controls",
  "versions",
  "source",
  "decisions",
  "approvals",
  "reviews",
  "timeline",
] as const;
const CONTROL_ACTIONS = { waive: waiveControlAction, end: endWaiverAction, confirm: confirmRecordAction };
const SEAT_ACTIONS = {
  assign: assignPeopleAction,
  offer: offerHandOverAction,
  accept: acceptHandOverAction,
  decline: declineHandOverAction,
  withdraw: withdrawHandOverAction,
};
type Tab = (typeof TABS)[number];

export async function generateMetadata({ params }: PageProps<"/agents/[id]">): Promise<Metadata> {
  const ctx = await requireContext();
  const agent = await orNotFound(getAgent(ctx, (await params).id));
  return { title: agent.name };
}

export default async function AgentPage({ params, searchParams }: PageProps<"/agents/[id]">) {
  const [{ id }, given, ctx] = await Promise.all([params, searchParams, requireContext()]);
  const agent = await orNotFound(getAgent(ctx, id));
  const tab = TABS.find((known) => known === given.tab) ?? "overview";
  const [answering, stop] = await Promise.all([answeringFor(ctx, agent.id), agentStop(ctx, agent.id)]);
  const pending = answering.seats.flatMap((seat) => seat.pending ?? []);
  return (
    <>
      <PageHeader
        crumbs={[{ label: "Agents", href: "/agents" }, { label: agent.name }]}
        title={<LiteralText text={agent.name} />}
        actions={
          <>
            {stop.offered ? <StopLink agentId={agent.id} ability={stop.ability} /> : null}
            {mayAct(ctx, agent) ? <LifecycleButtons agent={agent} move={moveAgentAction} /> : null}
          </>
        }
      />
      {stop.stop ? <AgentStopNotice stop={stop.stop} /> : null}
      <AgentAnswers agent={agent} />
      <LinkTabs label="About this agent" tabs={tabsOf(agent, tab)} className="mb-4" />
      {tab === "people" ? null : <PendingNotice offers={pending} agentId={agent.id} />}
      {tab === "overview" ? <Overview ctx={ctx} agent={agent} /> : null}
      {tab === "tools" ? <Tools ctx={ctx} agentId={id} open={given.tool} /> : null}
      {tab === "identity" ? <Identity ctx={ctx} agent={agent} /> : null}
      {tab === "grants" ? <Grants ctx={ctx} agentId={id} /> : null}
      {tab === "risk" ? <Risk ctx={ctx} agentId={id} /> : null}
      {tab === "people" ? (
        <PeopleTab
          agent={agent}
          answering={answering}
          viewerId={ctx.actor.id}
          teams={await listTeams(ctx)}
          actions={SEAT_ACTIONS}
          mayAssign={mayAct(ctx, agent)}
        />
      ) : null}
      {tab === "reach" ? (
        <ReachTab
          ctx={ctx}
          agentId={id}
          base={`/agents/${id}?tab=reach`}
          open={openIn(given)}
          page={pageIn(given)}
          mayLink={agent.abilities.edit.allowed}
        />
      ) : null}
      {tab === "controls" ? (
        <ControlsPanel
          agent={agent}
          detail={await getControls(ctx, id)}
          actions={mayAct(ctx, agent) ? CONTROL_ACTIONS : null}
        />
      ) : null}
      {tab === "versions" ? <Versions ctx={ctx} agent={agent} given={given} mayAct={mayAct(ctx, agent)} /> : null}
      {tab === "source" && agent.imported ? <AgentSource source={agent.imported} /> : null}
      {tab === "decisions" ? <Decisions ctx={ctx} agentId={id} given={given} /> : null}
      {tab === "approvals" ? <Approvals ctx={ctx} agentId={id} given={given} /> : null}
      {tab === "reviews" ? <Reviews ctx={ctx} agentId={id} /> : null}
      {tab === "timeline" ? (
        <Timeline ctx={ctx} agentId={id} olderThan={typeof given.older === "string" ? given.older : null} />
      ) : null}
    </>
  );
}

function tabsOf(agent: AgentDetail, current: Tab) {
  const href = (tab: Tab) => (tab === "overview" ? `/agents/${agent.id}` : `/agents/${agent.id}?tab=${tab}`) as Route;
  const tab = (id: Tab, label: string) => ({ href: href(id), label, current: current === id });
  return [
    tab("overview", "Overview"),
    { ...tab("tools", "Tools"), ...(agent.undecidedTools ? { count: agent.undecidedTools } : {}) },
    tab("identity", "Identity"),
    tab("grants", "Grants"),
    tab("risk", "Risk"),
    tab("people", "People"),
    tab("reach", "Reach"),
    tab("controls", "Controls"),
    tab("versions", "Versions"),
    ...(agent.imported ? [tab("source", "Source document")] : []),
    tab("decisions", "Decisions"),
    tab("approvals", "Approvals"),
    tab("reviews", "Reviews"),
    tab("timeline", "Timeline"),
  ];
}

/** Whoever can only read sees no buttons; whoever could act, but not now, sees them with the reason. */
function mayAct(ctx: Context, agent: AgentDetail): boolean {
  const { team, owner, deputy, sponsor } = agent;
  const scope = { teamId: team?.id, ownerId: owner?.id, deputyId: deputy?.id, sponsorId: sponsor?.id };
  return can(ctx.actor, "agents.edit", scope) || can(ctx.actor, "agents.suspend", scope);
}
