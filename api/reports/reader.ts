import { type Context, contextFor } from "@/lib/context";
import { CountersignError } from "@/lib/errors";
import type { Exchange } from "../exchange";
import { keyCallerOf } from "../key-caller";

/**
 * The program that reads: whoever shows a key of the purpose `read`, as an auditor of its team or of the whole organisation.
 * @throws CountersignError `unauthenticated`, `forbidden` for a key that reports
 */
export async function readerOf(exchange: Exchange): Promise<Context> {
  const { request, response, requestId } = exchange;
  const given = request.headersDistinct.authorization ?? [];
  const secret = given.length === 1 ? /^Bearer ([\x21-\x7e]{1,300})$/i.exec(given[0] ?? "")?.[1] : undefined;
  if (!secret) {
    response.setHeader("www-authenticate", 'Bearer realm="countersign"');
    throw new CountersignError("unauthenticated", "Show a key that reads: Authorization: Bearer csk_…");
  }
  const { actor } = await keyCallerOf(exchange, secret, "read");
  return contextFor(actor, { requestId });
}
