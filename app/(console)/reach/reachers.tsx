import { deleteViewAction, rememberTableAction, saveViewAction } from "@/app/(console)/agents/actions";
import { tablePreferences } from "@/app/(console)/agents/preferences";
import { loadTableQuery } from "@/components/data-table/query";
import { ReacherTable } from "@/components/reach/reacher-table";
import { REACHER_FACET_IDS, reacherFacetsOf, reacherSearchOf } from "@/components/reach/resource-search";
import { Callout } from "@/components/ui/callout";
import { canSomewhere } from "@/lib/access";
import { currentPerson } from "@/lib/auth";
import type { Context } from "@/lib/context";
import { isCountersignError } from "@/lib/errors";
import { listReachers } from "@/lib/reach";
import type { ReachersInput } from "@/lib/reach/schema";
import { orNotFound } from "../guards";

export interface ReachersProps {
  ctx: Context;
  given: Record<string, string | string[] | undefined>;
  sought: Pick<ReachersInput, "resourceId" | "dataClass">;
  /** What nothing reaches, when the list is empty. */
  what: string;
}

/** The agents that can reach something, by the filters of the address. */
export async function Reachers({ ctx, given, sought, what }: ReachersProps) {
  const query = await loadTableQuery(given, REACHER_FACET_IDS);
  const search = { ...reacherSearchOf(query), ...sought };
  const [asked, person] = await Promise.all([
    orNotFound(listReachers(ctx, search).catch(damagedLink)),
    currentPerson(),
  ]);
  const page = asked ?? (await orNotFound(listReachers(ctx, { ...search, cursor: null })));
  return (
    <>
      {asked ? null : (
        <Callout tone="warning" className="mb-4" title="This page link is damaged">
          It is not complete, so this is the first page.
        </Callout>
      )}
      <ReacherTable
        page={page}
        facets={reacherFacetsOf(page.facets)}
        {...tablePreferences("reachers", person?.preferences)}
        actions={{ remember: rememberTableAction, saveView: saveViewAction, deleteView: deleteViewAction }}
        exportPath={
          canSomewhere(ctx.actor, "agents.export")
            ? `/api/reach/reachers/${sought.resourceId ?? sought.dataClass}`
            : undefined
        }
        what={what}
      />
    </>
  );
}

/** The rest of an address always parses, so that what is refused is the place it names. */
function damagedLink(error: unknown): null {
  if (isCountersignError(error) && error.code === "invalid") return null;
  throw error;
}
