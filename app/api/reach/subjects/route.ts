import { credentialHref, serverHref } from "@/components/reach/map-hrefs";
import { searchAgents } from "@/lib/agents";
import { ENVIRONMENT_LABELS } from "@/lib/agents/terms";
import type { Context } from "@/lib/context";
import { handleRoute } from "@/lib/http/route";
import { findSubjects } from "@/lib/reach";
import { cleanLine } from "@/lib/text";

const MOST = 20;
const LONGEST = 100;

/** Agents, servers or credentials by a part of their names, for choosing what is compromised. The value is the answer's address. */
export async function GET(request: Request): Promise<Response> {
  return handleRoute(request, async (ctx) => {
    const asked = new URL(request.url).searchParams;
    const q = cleanLine((asked.get("q") ?? "").slice(0, LONGEST), LONGEST);
    const kind = asked.get("kind");
    if (kind === "server" || kind === "credential") return Response.json(await named(ctx, kind, q));
    const { rows } = await searchAgents(ctx, { q, limit: MOST });
    return Response.json(
      rows.map(({ id, name, environment, owner }) => ({
        value: `/reach?agent=${id}`,
        label: name,
        hint: [ENVIRONMENT_LABELS[environment], owner?.name].filter(Boolean).join(" · "),
      })),
    );
  });
}

async function named(ctx: Context, kind: "server" | "credential", q: string) {
  const found = await findSubjects(ctx, kind, q);
  return found.map(({ name, address, agents }) => ({
    value: kind === "server" ? serverHref(name, address) : credentialHref(name),
    label: name,
    hint: [address, `${agents.toLocaleString("en")} ${agents === 1 ? "agent" : "agents"}`].filter(Boolean).join(" · "),
  }));
}
