import { openQueueStream } from "@/lib/approvals";
import { handleRoute } from "@/lib/http/route";

/** What changes in the caller's queue, as server-sent events. A browser that comes back says what it heard last. */
export async function GET(request: Request): Promise<Response> {
  return handleRoute(request, async (ctx) => {
    const after = request.headers.get("last-event-id") || new URL(request.url).searchParams.get("after") || "";
    return new Response(await openQueueStream(ctx, { after, signal: request.signal }), {
      headers: {
        "content-type": "text/event-stream; charset=utf-8",
        // Neither stored nor packed together by anything on the way: each event arrives when it is written.
        "cache-control": "no-store, no-transform",
        "x-accel-buffering": "no",
      },
    });
  });
}
