import type { Metadata, Route } from "next";
import { redirect } from "next/navigation";
import { deleteViewAction, rememberTableAction, saveViewAction } from "@/app/(console)/agents/actions";
import { tablePreferences } from "@/app/(console)/agents/preferences";
import { loadTableQuery } from "@/components/data-table/query";
import { TOOL_FACET_IDS, toolSearchOf } from "@/components/tools/tool-search";
import { ToolTable } from "@/components/tools/tool-table";
import { Callout } from "@/components/ui/callout";
import { PageHeader } from "@/components/ui/page-header";
import { searchTools, toolFacets } from "@/lib/agents";
import { currentPerson, requireContext } from "@/lib/auth";
import { isCountersignError } from "@/lib/errors";
import { listViews } from "@/lib/people";
import { ToolPanel } from "./tool-panel";

export const metadata: Metadata = { title: "Tools" };

const AREA = "tools";

/** The tools of all agents. Without anything in the address: those that wait. */
export default async function ToolsPage({ searchParams }: PageProps<"/tools">) {
  const ctx = await requireContext();
  const given = await searchParams;
  const views = (await listViews(ctx, { area: AREA })).map(({ mine, ...view }) => ({ ...view, own: mine }));
  if (Object.keys(given).length === 0) {
    const first = views.find((view) => view.own && view.isDefault);
    redirect(`/tools?${first?.query || "state=quarantined"}` as Route);
  }

  const query = await loadTableQuery(given, TOOL_FACET_IDS);
  const search = toolSearchOf(query);
  const [asked, facets, person] = await Promise.all([
    searchTools(ctx, search).catch(damagedLink),
    toolFacets(ctx, { ...search, cursor: null }),
    currentPerson(),
  ]);
  const page = asked ?? (await searchTools(ctx, { ...search, cursor: null }));
  return (
    <>
      <PageHeader
        title="Tools"
        description="What agents can call, on every server. New and changed tools cannot be called until somebody accepts them."
      />
      {asked ? null : (
        <Callout tone="warning" className="mb-4" title="This page link is damaged">
          It belongs to another order or is not complete, so this is the first page.
        </Callout>
      )}
      <ToolTable
        page={page}
        facets={{ ...facets }}
        views={views}
        {...tablePreferences(AREA, person?.preferences)}
        actions={{ remember: rememberTableAction, saveView: saveViewAction, deleteView: deleteViewAction }}
      />
      {query.peek ? <ToolPanel ctx={ctx} id={query.peek} param="peek" path="/tools" /> : null}
    </>
  );
}

/** The rest of an address always parses, so that what is refused is the place it names. */
function damagedLink(error: unknown): null {
  if (isCountersignError(error) && error.code === "invalid") return null;
  throw error;
}
