import type { Instrumentation } from "next";

/** Before the first request: who is calling is known by the connection, not by what the request says (O6). */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { appendPeers } = await import("@/lib/http/peers");
  appendPeers();
}

/**
 * A page, action or route that failed on the server (P3): written into the operational log under the id that the failed
 * page shows, so that whoever is quoted that id finds what happened. The query is left out: it can name people.
 */
export const onRequestError: Instrumentation.onRequestError = async (error, request, context) => {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { consoleLog } = await import("@/lib/http/console-log");
  const digest = error instanceof Error && "digest" in error ? error.digest : undefined;
  consoleLog().error(
    {
      err: error,
      digest,
      method: request.method,
      path: request.path.split("?")[0],
      route: context.routePath,
      kind: context.routeType,
    },
    "request failed",
  );
};
