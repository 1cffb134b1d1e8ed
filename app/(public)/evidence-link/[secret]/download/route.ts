import { downloadByLink } from "@/lib/evidence";
import { callerOf } from "@/lib/http/caller";
import { problemResponse } from "@/lib/http/problem";
import { streamed } from "@/lib/http/streamed";
import { newId } from "@/lib/ids";

/** The export behind a link, as it was made. */
export async function GET(
  request: Request,
  { params }: RouteContext<"/evidence-link/[secret]/download">,
): Promise<Response> {
  const { secret } = await params;
  try {
    const { address } = callerOf(request.headers);
    const { parts, fileName, bytes } = await downloadByLink({ secret, address });
    return await streamed(parts, {
      "content-type": "application/zip",
      "content-length": String(bytes),
      "content-disposition": `attachment; filename="${fileName}"`,
      "cache-control": "no-store",
      "referrer-policy": "no-referrer",
    });
  } catch (error) {
    return problemResponse(error, newId("req"));
  }
}
