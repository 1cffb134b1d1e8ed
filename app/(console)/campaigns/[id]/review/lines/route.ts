import { listReview } from "@/lib/campaigns";
import { handleRoute } from "@/lib/http/route";
import { reviewParamsOf } from "../search-params";

/** The next page of the reader's list. */
export async function GET(
  request: Request,
  { params }: RouteContext<"/campaigns/[id]/review/lines">,
): Promise<Response> {
  const { id } = await params;
  const query = Object.fromEntries(new URL(request.url).searchParams);
  return handleRoute(request, async (ctx) => {
    const { show } = reviewParamsOf(query);
    const after = Number(query.after ?? 0);
    const { lines, next } = await listReview(ctx, { campaignId: id, filter: show, after, size: 100 });
    return Response.json({ lines, next });
  });
}
