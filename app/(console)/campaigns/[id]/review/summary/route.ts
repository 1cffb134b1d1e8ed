import { previewSignOff } from "@/lib/campaigns";
import { handleRoute } from "@/lib/http/route";

/** What the reader would sign off now. */
export async function GET(
  request: Request,
  { params }: RouteContext<"/campaigns/[id]/review/summary">,
): Promise<Response> {
  const { id } = await params;
  return handleRoute(request, async (ctx) => Response.json(await previewSignOff(ctx, { campaignId: id })));
}
