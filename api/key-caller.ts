import { admitKey, type KeyCaller } from "@/lib/api-keys";
import type { Purpose } from "@/lib/api-keys/terms";
import { contextFor } from "@/lib/context";
import { isCountersignError } from "@/lib/errors";
import { addressOf } from "./caller";
import type { Exchange } from "./exchange";

/**
 * Who shows this key at an address that is for keys of one purpose; a refusal is recorded, and answered with its challenge.
 * @throws CountersignError `unauthenticated`, `forbidden` for a key of another purpose, `rate_limited`
 */
export async function keyCallerOf(exchange: Exchange, secret: string, purpose: Purpose): Promise<KeyCaller> {
  const { request, response, path, requestId } = exchange;
  const ctx = contextFor({ kind: "system", id: "api" }, { requestId });
  const shown = { secret, purpose, address: addressOf(exchange), wanted: `${request.method} ${path}` };
  try {
    return await admitKey(ctx, shown);
  } catch (error) {
    if (isCountersignError(error) && error.code === "unauthenticated") {
      response.setHeader("www-authenticate", 'Bearer realm="countersign", error="invalid_token"');
    }
    throw error;
  }
}
