import { exportOpenItems } from "@/lib/campaigns";
import { handleRoute } from "@/lib/http/route";
import { streamed } from "@/lib/http/streamed";

/** What is still open in the campaign, as CSV. */
export async function GET(request: Request, { params }: RouteContext<"/campaigns/[id]/open-items">): Promise<Response> {
  const { id } = await params;
  return handleRoute(request, async (ctx) => {
    const day = ctx.now.toISOString().slice(0, 10);
    return streamed(exportOpenItems(ctx, id), {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="open-items-${day}.csv"`,
    });
  });
}
