import { createApiKey } from "@/lib/api-keys";
import type { CreateApiKeyInput } from "@/lib/api-keys/schema";
import { db } from "@/lib/db";
import { newId } from "@/lib/ids";
import { contextAs } from "./contexts";
import { seedOrganisation } from "./inventory";

export const AGENT = newId("agt");

/** An organisation with one agent of team a, to report about. */
export async function seedReported(): Promise<void> {
  await seedOrganisation();
  await db().agent.create({
    data: { id: AGENT, name: "Refund agent", environment: "production", status: "active", teamId: "tem_a" },
  });
}

/** A key as an administrator makes it. */
export async function keyFor(over: Partial<CreateApiKeyInput> = {}): Promise<string> {
  const admin = contextAs("admin", { id: "per_otto", now: new Date() });
  const { secret } = await createApiKey(admin, {
    name: "Gateway",
    purpose: "report",
    kind: "gateway",
    rate: 50_000,
    ...over,
  });
  return secret;
}

let made = 0;
/** One good event. */
export function anEvent(over: object = {}): { id: string } {
  made++;
  return {
    id: `e-${made}`,
    occurredAt: "2026-11-20T09:00:00Z",
    type: "call",
    agentId: AGENT,
    server: "Ledger",
    tool: "pay",
    outcome: "ok",
    ...over,
  } as { id: string };
}
