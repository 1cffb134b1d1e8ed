import { inputOf, usageSearchOf } from "@/app/(console)/usage/search-params";
import { CountersignError } from "@/lib/errors";
import { handleRoute } from "@/lib/http/route";
import { exportUsage } from "@/lib/usage";

/** What the usage page shows under the same address, all pages of it, as CSV. */
export async function GET(request: Request): Promise<Response> {
  return handleRoute(request, async (ctx) => {
    const params = Object.fromEntries(new URL(request.url).searchParams);
    const { search, ignored } = usageSearchOf(params);
    if (ignored.length) throw new CountersignError("invalid", `Not understood in this address: ${ignored.join(", ")}.`);
    const name = `usage-by-${search.by}-${ctx.now.toISOString().slice(0, 10)}.csv`;
    return new Response(await exportUsage(ctx, inputOf(search, ctx.now)), {
      headers: { "content-type": "text/csv; charset=utf-8", "content-disposition": `attachment; filename="${name}"` },
    });
  });
}
