import { searchFromParams } from "@/app/(console)/audit/search-params";
import { exportEvents } from "@/lib/audit";
import { CountersignError } from "@/lib/errors";
import { handleRoute } from "@/lib/http/route";
import { streamed } from "@/lib/http/streamed";

const TYPES = { csv: "text/csv; charset=utf-8", jsonl: "application/x-ndjson" } as const;

/** Exactly the timeline that is shown, all its pages, as CSV or JSON Lines; the export is itself an event. */
export async function GET(request: Request): Promise<Response> {
  return handleRoute(request, async (ctx) => {
    const params = Object.fromEntries(new URL(request.url).searchParams);
    const format = params.format === "csv" || params.format === "jsonl" ? params.format : null;
    const { search, ignored } = searchFromParams(params);
    if (!format) throw new CountersignError("invalid", "Say format=csv or format=jsonl.");
    // An export of more than was asked for is worse than none.
    if (ignored.length)
      throw new CountersignError("invalid", `These filters were not understood: ${ignored.join(", ")}.`);
    const day = ctx.now.toISOString().slice(0, 10);
    return streamed(exportEvents(ctx, search, format), {
      "content-type": TYPES[format],
      "content-disposition": `attachment; filename="countersign-audit-${day}.${format}"`,
    });
  });
}
