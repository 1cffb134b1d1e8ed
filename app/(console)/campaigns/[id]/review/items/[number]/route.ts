import { readItem } from "@/lib/campaigns";
import { handleRoute } from "@/lib/http/route";

/** One item of the reader's, for the screen that fetches the next ones ahead. */
export async function GET(
  request: Request,
  { params }: RouteContext<"/campaigns/[id]/review/items/[number]">,
): Promise<Response> {
  const { id, number } = await params;
  return handleRoute(request, async (ctx) =>
    Response.json(await readItem(ctx, { campaignId: id, number: Number(number) })),
  );
}
