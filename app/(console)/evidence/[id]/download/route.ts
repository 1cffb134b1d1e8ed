import { openExport } from "@/lib/evidence";
import { handleRoute } from "@/lib/http/route";
import { streamed } from "@/lib/http/streamed";

/** One finished export, as it was made. */
export async function GET(request: Request, { params }: RouteContext<"/evidence/[id]/download">): Promise<Response> {
  const { id } = await params;
  return handleRoute(request, async (ctx) => {
    const { parts, fileName, bytes } = await openExport(ctx, id);
    return streamed(parts, {
      "content-type": "application/zip",
      "content-length": String(bytes),
      "content-disposition": `attachment; filename="${fileName}"`,
    });
  });
}
