import { proofOf } from "@/lib/audit";
import { handleRoute } from "@/lib/http/route";

/** The proof of one event, as the verifier on anybody's machine reads it. */
export async function GET(request: Request, { params }: RouteContext<"/api/audit/[id]/proof">): Promise<Response> {
  const { id } = await params;
  return handleRoute(request, async (ctx) => {
    const proof = await proofOf(ctx, id);
    return new Response(`${JSON.stringify(proof, null, 2)}\n`, {
      headers: {
        "content-type": "application/json",
        "content-disposition": `attachment; filename="${proof.eventId}.proof.json"`,
      },
    });
  });
}
