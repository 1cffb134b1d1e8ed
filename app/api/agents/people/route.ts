import { handleRoute } from "@/lib/http/route";
import { listPeople } from "@/lib/people";

/** Active people whose name or address matches, for the fields that name an owner or a sponsor. */
export async function GET(request: Request): Promise<Response> {
  return handleRoute(request, async (ctx) => {
    const q = new URL(request.url).searchParams.get("q") ?? "";
    const { rows } = await listPeople(ctx, { q: q.slice(0, 100), status: "active", limit: 20 });
    return Response.json(
      rows.map(({ id, name, title, teamName, email }) => ({
        value: id,
        label: name,
        hint: [title, teamName].filter(Boolean).join(" · ") || email,
      })),
    );
  });
}
