import { searchAgents } from "@/lib/agents";
import { ENVIRONMENT_LABELS } from "@/lib/agents/terms";
import type { Context } from "@/lib/context";
import { CountersignError } from "@/lib/errors";
import { handleRoute } from "@/lib/http/route";
import { findTargets } from "@/lib/incidents";
import { cleanLine } from "@/lib/text";

const MOST = 20;
const LONGEST = 100;
const NAMED = ["owner", "tool", "server", "provider"] as const;

/** What a kill switch can be thrown on, by a part of its name. */
export async function GET(request: Request): Promise<Response> {
  return handleRoute(request, async (ctx) => {
    const asked = new URL(request.url).searchParams;
    const q = cleanLine((asked.get("q") ?? "").slice(0, LONGEST), LONGEST);
    const kind = asked.get("kind");
    if (kind === "agent") return Response.json(await agentsNamed(ctx, q));
    const targetKind = NAMED.find((known) => known === kind);
    if (!targetKind) throw new CountersignError("invalid", "Say which kind of target is looked for.");
    return Response.json(await findTargets(ctx, { targetKind, q }));
  });
}

async function agentsNamed(ctx: Context, q: string) {
  const { rows } = await searchAgents(ctx, { q, limit: MOST });
  return rows
    .filter(({ status }) => status !== "decommissioned")
    .map(({ id, name, environment, owner }) => ({
      value: id,
      label: name,
      hint: [ENVIRONMENT_LABELS[environment], owner?.name].filter(Boolean).join(" · "),
    }));
}
