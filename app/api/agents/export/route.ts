import { AGENT_FACET_IDS, agentSearchOf } from "@/components/agents/agent-search";
import { loadTableQuery } from "@/components/data-table/query";
import { exportAgents } from "@/lib/agents";
import { handleRoute } from "@/lib/http/route";
import { streamed } from "@/lib/http/streamed";

/** The agents of a list's address as CSV: every page of it, in its order. */
export async function GET(request: Request): Promise<Response> {
  return handleRoute(request, async (ctx) => {
    const params = Object.fromEntries(new URL(request.url).searchParams);
    const chunks = exportAgents(ctx, agentSearchOf(await loadTableQuery(params, AGENT_FACET_IDS)));
    const day = ctx.now.toISOString().slice(0, 10);
    return streamed(chunks, {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="agents-${day}.csv"`,
    });
  });
}
