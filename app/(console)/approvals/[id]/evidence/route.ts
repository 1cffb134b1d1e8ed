import { readEvidence } from "@/lib/approvals";
import { handleRoute } from "@/lib/http/route";

/** The stored bytes and the signed votes of one request, for whoever checks them elsewhere. */
export async function GET(request: Request, { params }: RouteContext<"/approvals/[id]/evidence">): Promise<Response> {
  const { id } = await params;
  return handleRoute(request, async (ctx) => {
    const evidence = await readEvidence(ctx, id);
    return new Response(`${JSON.stringify(evidence, null, 2)}\n`, {
      headers: {
        "content-type": "application/json",
        "content-disposition": `attachment; filename="${evidence.id}.evidence.json"`,
      },
    });
  });
}
