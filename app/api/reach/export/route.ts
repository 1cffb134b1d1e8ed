import { subjectIn } from "@/app/(console)/reach/subject";
import { CountersignError } from "@/lib/errors";
import { handleRoute } from "@/lib/http/route";
import { exportReach } from "@/lib/reach";

/** Everything within reach of the address's subject as CSV. */
export async function GET(request: Request): Promise<Response> {
  return handleRoute(request, async (ctx) => {
    const subject = subjectIn(Object.fromEntries(new URL(request.url).searchParams));
    if (!subject) throw new CountersignError("invalid", "Say which agent, server or credential.");
    const day = ctx.now.toISOString().slice(0, 10);
    return new Response(await exportReach(ctx, subject), {
      headers: {
        "content-type": "text/csv; charset=utf-8",
        "content-disposition": `attachment; filename="reach-${day}.csv"`,
      },
    });
  });
}
