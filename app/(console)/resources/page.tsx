import { Plus } from "lucide-react";
import type { Metadata, Route } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { deleteViewAction, rememberTableAction, saveViewAction } from "@/app/(console)/agents/actions";
import { tablePreferences } from "@/app/(console)/agents/preferences";
import { loadTableQuery } from "@/components/data-table/query";
import { RESOURCE_FACET_IDS, resourceFacetsOf, resourceSearchOf } from "@/components/reach/resource-search";
import { ResourceTable } from "@/components/reach/resource-table";
import { buttonVariants } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { canSomewhere } from "@/lib/access";
import { currentPerson, requireContext } from "@/lib/auth";
import { isCountersignError } from "@/lib/errors";
import { listViews } from "@/lib/people";
import { searchResources } from "@/lib/reach";

export const metadata: Metadata = { title: "Resources" };

const AREA = "resources";

export default async function ResourcesPage({ searchParams }: PageProps<"/resources">) {
  const ctx = await requireContext();
  const given = await searchParams;
  const views = (await listViews(ctx, { area: AREA })).map(({ mine, ...view }) => ({ ...view, own: mine }));
  const first = views.find((view) => view.own && view.isDefault);
  if (first?.query && Object.keys(given).length === 0) redirect(`/resources?${first.query}` as Route);

  const search = resourceSearchOf(await loadTableQuery(given, RESOURCE_FACET_IDS));
  const [page, person] = await Promise.all([
    // A damaged place in the address reads as the first page.
    searchResources(ctx, search).catch((error) => {
      if (isCountersignError(error) && error.code === "invalid")
        return searchResources(ctx, { ...search, cursor: null });
      throw error;
    }),
    currentPerson(),
  ]);
  const mayCreate = canSomewhere(ctx.actor, "resources.create");
  return (
    <>
      <PageHeader
        title="Resources"
        description="What tools reach, with the data that lies there, and how many agents can get at it."
        actions={
          mayCreate ? (
            <Link href={"/resources/new" as Route} className={buttonVariants({ variant: "default" })}>
              <Plus aria-hidden />
              Register a resource
            </Link>
          ) : undefined
        }
      />
      <ResourceTable
        page={page}
        facets={resourceFacetsOf(page.facets)}
        views={views}
        {...tablePreferences(AREA, person?.preferences)}
        actions={{ remember: rememberTableAction, saveView: saveViewAction, deleteView: deleteViewAction }}
        mayCreate={mayCreate}
      />
    </>
  );
}
