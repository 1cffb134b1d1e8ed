import { connection } from "next/server";
import { consoleLog } from "@/lib/http/console-log";
import { sharedHealth } from "@/lib/http/health";

/** Readiness of the console (P3), for balancers and probes: 200 or 503, public, never cached. */
export async function GET(): Promise<Response> {
  await connection();
  const health = await sharedHealth((check, error) => consoleLog().error({ check, err: error }, "health check failed"));
  return Response.json(health, {
    status: health.status === "ok" ? 200 : 503,
    headers: { "cache-control": "no-store" },
  });
}
