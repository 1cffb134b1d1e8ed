import { sharedHealth } from "@/lib/http/health";
import { type Exchange, sendJson } from "./exchange";

/** The process runs and answers; says nothing about what it depends on, so that a database outage restarts nobody. */
export function live({ response }: Exchange): void {
  sendJson(response, 200, { status: "ok" });
}

/** Whether requests can be served now. */
export async function ready({ response, log }: Exchange): Promise<void> {
  const health = await sharedHealth((check, error) => log.error({ check, err: error }, "health check failed"));
  sendJson(response, health.status === "ok" ? 200 : 503, health);
}
