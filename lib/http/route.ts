import { unstable_rethrow } from "next/navigation";
import { currentContext } from "@/lib/auth";
import type { Context } from "@/lib/context";
import { env } from "@/lib/env";
import { CountersignError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { consoleLog } from "./console-log";
import { failureOf, isOurFault } from "./failure";
import { requireOwnOrigin } from "./origin";
import { problemResponse } from "./problem";

const READS = new Set(["GET", "HEAD"]);

/**
 * Runs a route handler of the console for the signed-in caller; a write needs our own Origin. Everything thrown becomes
 * a problem document; answers are never stored.
 */
export async function handleRoute(request: Request, work: (ctx: Context) => Promise<Response>): Promise<Response> {
  let requestId = newId("req");
  try {
    if (!READS.has(request.method)) {
      const { headers } = request;
      requireOwnOrigin({
        origin: headers.get("origin"),
        host: headers.get("host"),
        publicUrl: env().COUNTERSIGN_URL,
      });
    }
    const ctx = await currentContext();
    if (!ctx) throw new CountersignError("unauthenticated", "Sign in to the console first.");
    requestId = ctx.requestId;
    const response = await work(ctx);
    if (!response.headers.has("cache-control")) response.headers.set("cache-control", "no-store");
    return response;
  } catch (error) {
    unstable_rethrow(error);
    if (isOurFault(failureOf(error))) consoleLog().error({ err: error, requestId }, "route failed");
    return problemResponse(error, requestId);
  }
}
