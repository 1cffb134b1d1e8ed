import { AGENT_FACET_IDS, agentSearchOf } from "@/components/agents/agent-search";
import { loadTableQuery } from "@/components/data-table/query";
import { exportAgents } from "@/lib/agents";
import { handleRoute } from "@/lib/http/route";

/** The agents of a list's address as CSV: every page of it, in its order. */
export async function GET(request: Request): Promise<Response> {
  return handleRoute(request, async (ctx) => {
    const params = Object.fromEntries(new URL(request.url).searchParams);
    const chunks = exportAgents(ctx, agentSearchOf(await loadTableQuery(params, AGENT_FACET_IDS)));
    // The first chunk is asked for here, so that a refusal is an answer and not a file that breaks off.
    const first = await chunks.next();
    const day = ctx.now.toISOString().slice(0, 10);
    return new Response(streamOf(first, chunks), {
      headers: {
        "content-type": "text/csv; charset=utf-8",
        "content-disposition": `attachment; filename="agents-${day}.csv"`,
        "cache-control": "no-store",
      },
    });
  });
}

function streamOf(first: IteratorResult<string>, rest: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let next: IteratorResult<string> | null = first;
  return new ReadableStream({
    async pull(controller) {
      const chunk = next ?? (await rest.next());
      next = null;
      if (chunk.done) controller.close();
      else controller.enqueue(encoder.encode(chunk.value));
    },
    async cancel() {
      await rest.return(undefined);
    },
  });
}
