import { openPack } from "@/lib/campaigns";
import { handleRoute } from "@/lib/http/route";
import { streamed } from "@/lib/http/streamed";

/** One finished pack, as it was made. */
export async function GET(
  request: Request,
  { params }: RouteContext<"/campaigns/[id]/evidence/[pack]">,
): Promise<Response> {
  const { pack } = await params;
  return handleRoute(request, async (ctx) => {
    const { parts, fileName, bytes } = await openPack(ctx, pack);
    return streamed(parts, {
      "content-type": "application/zip",
      "content-length": String(bytes),
      "content-disposition": `attachment; filename="${fileName}"`,
    });
  });
}
