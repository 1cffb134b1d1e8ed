import type { Json } from "@/lib/audit";
import type { SqlTx } from "@/lib/db";
import { newId } from "@/lib/ids";
import { insertDeliveries } from "./store";
import type { Kind } from "./terms";

/** One message for one receiver: a person (e-mail) or an endpoint (webhook). */
export interface NewDelivery {
  kind: Kind;
  personId?: string | null;
  endpointId?: string | null;
  /** What it is about, for the log. */
  targetId: string | null;
  /** Of a webhook: the very body that is sent. It holds no arguments and no secrets. */
  content: { readonly [key: string]: Json };
  /** The same key is queued once, however often the caller tries. */
  onceKey: string | null;
  /** Not before this; absent: at once. */
  notBefore?: Date | null;
}

/**
 * Puts messages on their way, in the caller's transaction: what is rolled back was never said. The worker sends them.
 * @returns how many were not queued already under their key
 */
export async function queueDeliveries(tx: SqlTx, deliveries: readonly NewDelivery[]): Promise<number> {
  if (!deliveries.length) return 0;
  const rows = deliveries.map(({ kind, personId, endpointId, targetId, content, onceKey, notBefore }) => ({
    id: newId("dlv"),
    channel: endpointId ? ("webhook" as const) : ("mail" as const),
    kind,
    personId: personId ?? null,
    endpointId: endpointId ?? null,
    targetId,
    content,
    notBefore: notBefore ?? null,
    onceKey,
  }));
  return await insertDeliveries(tx, rows);
}
