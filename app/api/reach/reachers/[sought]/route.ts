import { loadTableQuery } from "@/components/data-table/query";
import { REACHER_FACET_IDS, reacherSearchOf } from "@/components/reach/resource-search";
import { DATA_CLASSES } from "@/lib/agents/terms";
import { handleRoute } from "@/lib/http/route";
import { streamed } from "@/lib/http/streamed";
import { exportReachers } from "@/lib/reach";

/** The agents that reach a resource (by its id) or a class of data, by the filters of the address, as CSV. */
export async function GET(
  request: Request,
  { params }: RouteContext<"/api/reach/reachers/[sought]">,
): Promise<Response> {
  return handleRoute(request, async (ctx) => {
    const { sought } = await params;
    const given = Object.fromEntries(new URL(request.url).searchParams);
    const search = reacherSearchOf(await loadTableQuery(given, REACHER_FACET_IDS));
    const dataClass = DATA_CLASSES.find((known) => known === sought);
    const chunks = exportReachers(ctx, { ...search, ...(dataClass ? { dataClass } : { resourceId: sought }) });
    const day = ctx.now.toISOString().slice(0, 10);
    return streamed(chunks, {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="who-can-reach-${day}.csv"`,
    });
  });
}
