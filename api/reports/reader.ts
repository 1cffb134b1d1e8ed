import { callerOfKey } from "@/lib/api-keys";
import { type Context, contextFor } from "@/lib/context";
import { CountersignError } from "@/lib/errors";
import type { Exchange } from "../exchange";

/**
 * The program that reads: whoever shows a key of the purpose `read`, as an auditor of its team or of the whole organisation.
 * @throws CountersignError `unauthenticated`, `forbidden` for a key that reports
 */
export async function readerOf({ request, response, requestId }: Exchange): Promise<Context> {
  const given = request.headersDistinct.authorization ?? [];
  const secret = given.length === 1 ? /^Bearer ([\x21-\x7e]{1,300})$/i.exec(given[0] ?? "")?.[1] : undefined;
  const challenge = () => response.setHeader("www-authenticate", 'Bearer realm="countersign"');
  if (!secret) {
    challenge();
    throw new CountersignError("unauthenticated", "Show a key that reads: Authorization: Bearer csk_…");
  }
  const now = new Date();
  const { actor, key } = await callerOfKey(secret, now).catch((error: unknown) => {
    challenge();
    throw error;
  });
  if (key.purpose !== "read") {
    throw new CountersignError("forbidden", "This key reports events: numbers are read with a key made to read.");
  }
  return contextFor(actor, { now, requestId });
}
