import { checkHealth, type Health } from "@/lib/http/health";
import { type Exchange, sendJson } from "./exchange";

/** The process runs and answers; says nothing about what it depends on, so that a database outage restarts nobody. */
export function live({ response }: Exchange): void {
  sendJson(response, 200, { status: "ok" });
}

const FRESH_MS = 1_000;
let last: { at: number; health: Promise<Health> } | undefined;

/** Whether requests can be served now. One look per second serves all probes: the address is public. */
export async function ready({ response, log }: Exchange): Promise<void> {
  const now = performance.now();
  if (!last || now - last.at > FRESH_MS) {
    const onFailure = (check: string, error: unknown) => log.error({ check, err: error }, "health check failed");
    last = { at: now, health: checkHealth(onFailure) };
  }
  const health = await last.health;
  sendJson(response, health.status === "ok" ? 200 : 503, health);
}
