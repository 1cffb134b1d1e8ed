import { DATA_CLASS_LABELS, RESOURCE_KIND_LABELS } from "@/lib/agents/terms";
import { handleRoute } from "@/lib/http/route";
import { findResources } from "@/lib/reach";

/** Resources by a part of their names, for choosing what tools reach. */
export async function GET(request: Request): Promise<Response> {
  return handleRoute(request, async (ctx) => {
    const found = await findResources(ctx, new URL(request.url).searchParams.get("q") ?? "");
    return Response.json(
      found.map(({ id, name, kind, dataClasses }) => ({
        value: id,
        label: name,
        hint: [RESOURCE_KIND_LABELS[kind], dataClasses.map((one) => DATA_CLASS_LABELS[one]).join(", ")]
          .filter(Boolean)
          .join(" · "),
      })),
    );
  });
}
