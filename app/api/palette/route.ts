import { handleRoute } from "@/lib/http/route";
import { findEverywhere } from "./find";

/** GET /api/palette?q=…: what the caller may see and the words match, by kind; for the command palette. */
export async function GET(request: Request): Promise<Response> {
  return await handleRoute(request, async (ctx) => {
    const query = (new URL(request.url).searchParams.get("q") ?? "").trim().slice(0, 120);
    return Response.json({ groups: query.length < 2 ? [] : await findEverywhere(ctx, query) });
  });
}
