import { FileInput, LayoutTemplate, Plus } from "lucide-react";
import type { Metadata, Route } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { AGENT_FACET_IDS, agentSearchOf } from "@/components/agents/agent-search";
import { AgentTable } from "@/components/agents/agent-table";
import { loadTableQuery } from "@/components/data-table/query";
import { buttonVariants } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { PageHeader } from "@/components/ui/page-header";
import { canSomewhere } from "@/lib/access";
import { agentFacets, searchAgents } from "@/lib/agents";
import { currentPerson, requireContext } from "@/lib/auth";
import { isCountersignError } from "@/lib/errors";
import { listTeams, listViews } from "@/lib/people";
import { bulkAssignAction, bulkMoveAction, deleteViewAction, rememberTableAction, saveViewAction } from "./actions";
import { facetsFor } from "./facets";
import { Peek } from "./peek";
import { tablePreferences } from "./preferences";

export const metadata: Metadata = { title: "Agents" };

const AREA = "agents";

export default async function AgentsPage({ searchParams }: PageProps<"/agents">) {
  const ctx = await requireContext();
  const given = await searchParams;
  const views = (await listViews(ctx, { area: AREA })).map(({ mine, ...view }) => ({ ...view, own: mine }));
  const first = views.find((view) => view.own && view.isDefault);
  if (first?.query && Object.keys(given).length === 0) redirect(`/agents?${first.query}` as Route);

  const query = await loadTableQuery(given, AGENT_FACET_IDS);
  const search = agentSearchOf(query);
  const [asked, facets, teams, person] = await Promise.all([
    searchAgents(ctx, search).catch(damagedLink),
    agentFacets(ctx, { ...search, cursor: null }),
    listTeams(ctx),
    currentPerson(),
  ]);
  const page = asked ?? (await searchAgents(ctx, { ...search, cursor: null }));
  const { preferences, shortcuts } = tablePreferences(AREA, person?.preferences);
  const can = {
    create: canSomewhere(ctx.actor, "agents.create"),
    import: canSomewhere(ctx.actor, "agents.import"),
    assign: canSomewhere(ctx.actor, "agents.assign"),
    move: canSomewhere(ctx.actor, "agents.suspend"),
  };

  return (
    <>
      <PageHeader
        title="Agents"
        description="Every agent, assistant, workflow and MCP server, with who answers for it."
        actions={<Actions can={can} />}
      />
      {asked ? null : (
        <Callout tone="warning" className="mb-4" title="This page link is damaged">
          It belongs to another order or is not complete, so this is the first page.
        </Callout>
      )}
      <AgentTable
        page={page}
        facets={facetsFor(facets, query, page.rows)}
        views={views}
        preferences={preferences}
        shortcuts={shortcuts}
        actions={{ remember: rememberTableAction, saveView: saveViewAction, deleteView: deleteViewAction }}
        bulk={{ move: bulkMoveAction, assign: bulkAssignAction }}
        can={can}
        teams={teams}
      />
      {query.peek ? <Peek ctx={ctx} id={query.peek} shortcuts={shortcuts} /> : null}
    </>
  );
}

/** The rest of an address always parses, so that what is refused is the place it names. */
function damagedLink(error: unknown): null {
  if (isCountersignError(error) && error.code === "invalid") return null;
  throw error;
}

function Actions({ can }: { can: { create: boolean; import: boolean } }) {
  return (
    <>
      {can.import ? (
        <Link href={"/imports/new" as Route} className={buttonVariants({ variant: "outline" })}>
          <FileInput aria-hidden />
          Import
        </Link>
      ) : null}
      {can.create ? (
        <Link href={"/agents/templates" as Route} className={buttonVariants({ variant: "outline" })}>
          <LayoutTemplate aria-hidden />
          Templates
        </Link>
      ) : null}
      {can.create ? (
        <Link href="/agents/new" className={buttonVariants({ variant: "default" })}>
          <Plus aria-hidden />
          Register an agent
        </Link>
      ) : null}
    </>
  );
}
