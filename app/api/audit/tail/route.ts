import { searchFromParams } from "@/app/(console)/audit/search-params";
import { CountersignError } from "@/lib/errors";
import { handleRoute } from "@/lib/http/route";
import { streamed } from "@/lib/http/streamed";
import { tailOf } from "./tail";

/** What is added to the log under a search, as server-sent events. A browser that comes back says which number it heard last. */
export async function GET(request: Request): Promise<Response> {
  return handleRoute(request, async (ctx) => {
    const params = Object.fromEntries(new URL(request.url).searchParams);
    const { search, ignored } = searchFromParams(params);
    if (ignored.length)
      throw new CountersignError("invalid", `These filters were not understood: ${ignored.join(", ")}.`);
    const after = Number(request.headers.get("last-event-id") || params.after);
    if (!Number.isSafeInteger(after) || after < -1) {
      throw new CountersignError("invalid", "Say after which log number the tail goes on: the page has one.");
    }
    return streamed(tailOf(ctx, { search, after, signal: request.signal }), {
      "content-type": "text/event-stream; charset=utf-8",
      // Neither stored nor packed together by anything on the way: each event arrives when it is written.
      "cache-control": "no-store, no-transform",
      "x-accel-buffering": "no",
    });
  });
}
