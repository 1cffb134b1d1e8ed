import { Webhook } from "standardwebhooks";
import { env } from "@/lib/env";
import { isCountersignError } from "@/lib/errors";
import { guardedRequest, hostsOf, Unreachable } from "@/lib/outbound";
import { openSecrets, secretsAt } from "../endpoints/sealed-secret";
import type { TakenWebhook } from "./store";

const MOST_MS = 10_000;
const MOST_BYTES = 1_024;

/** How sending ended. `gone`: the receiver wants no more, ever (410). */
export type WebhookOutcome = { sent: true } | { sent: false; error: string; gone: boolean };

/**
 * Sends one message to one endpoint as Standard Webhooks has it: its id is that of the delivery, the same at each attempt, and
 * after a rotation both secrets sign. Nothing of the answer counts but its status.
 */
export async function sendWebhook(taken: TakenWebhook): Promise<WebhookOutcome> {
  const { id, endpointId, url, secret, content } = taken;
  const now = new Date();
  try {
    const body = JSON.stringify(content);
    const signatures = secretsAt(openSecrets(endpointId, secret), now).map((one) =>
      new Webhook(one).sign(id, now, body),
    );
    const { status } = await guardedRequest({
      address: url,
      method: "POST",
      headers: {
        "content-type": "application/json",
        "user-agent": "Countersign-Webhooks/1",
        "webhook-id": id,
        "webhook-timestamp": String(Math.floor(now.getTime() / 1_000)),
        "webhook-signature": signatures.join(" "),
      },
      body,
      internalHosts: hostsOf(env().COUNTERSIGN_INTERNAL_HOSTS),
      mostMs: MOST_MS,
      mostBytes: MOST_BYTES,
      overlong: "cut",
    });
    if (status >= 200 && status < 300) return { sent: true };
    return { sent: false, error: `it answered ${status}`, gone: status === 410 };
  } catch (error) {
    if (error instanceof Unreachable || isCountersignError(error))
      return { sent: false, error: error.message, gone: false };
    throw error;
  }
}
