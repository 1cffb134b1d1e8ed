import { searchAgents } from "@/lib/agents";
import { ENVIRONMENT_LABELS } from "@/lib/agents/terms";
import { handleRoute } from "@/lib/http/route";
import { cleanLine } from "@/lib/text";

const MOST = 20;
const LONGEST = 100;

/** Agents by a part of their names, to try a call with or to take a test's facts from. */
export async function GET(request: Request): Promise<Response> {
  return handleRoute(request, async (ctx) => {
    const q = cleanLine((new URL(request.url).searchParams.get("q") ?? "").slice(0, LONGEST), LONGEST);
    const { rows } = await searchAgents(ctx, { q, limit: MOST });
    return Response.json(
      rows.map(({ id, name, environment, owner }) => ({
        value: id,
        label: name,
        hint: [ENVIRONMENT_LABELS[environment], owner?.name].filter(Boolean).join(" · "),
      })),
    );
  });
}
