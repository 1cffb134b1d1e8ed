import { CREDENTIAL_FACET_IDS, credentialSearchOf } from "@/components/credentials/credential-search";
import { loadTableQuery } from "@/components/data-table/query";
import { exportCredentials } from "@/lib/credentials";
import { handleRoute } from "@/lib/http/route";
import { streamed } from "@/lib/http/streamed";

/** The register of a list's address as CSV: every page of it, in its order. */
export async function GET(request: Request): Promise<Response> {
  return handleRoute(request, async (ctx) => {
    const params = Object.fromEntries(new URL(request.url).searchParams);
    const chunks = exportCredentials(ctx, credentialSearchOf(await loadTableQuery(params, CREDENTIAL_FACET_IDS)));
    const day = ctx.now.toISOString().slice(0, 10);
    return streamed(chunks, {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="credentials-${day}.csv"`,
    });
  });
}
