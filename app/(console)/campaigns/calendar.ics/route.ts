import { calendarFor } from "@/lib/campaigns";
import { handleRoute } from "@/lib/http/route";

/** The reader's own deadlines, for a calendar. */
export async function GET(request: Request): Promise<Response> {
  return handleRoute(request, async (ctx) => {
    return new Response(await calendarFor(ctx), {
      headers: {
        "content-type": "text/calendar; charset=utf-8",
        "content-disposition": 'attachment; filename="countersign-reviews.ics"',
        "cache-control": "private, no-store",
      },
    });
  });
}
