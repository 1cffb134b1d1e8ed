import { refusingOnRecord } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { CountersignError, notFound } from "@/lib/errors";
import { type Limit, spend, tooManyAttempts } from "@/lib/limits";
import { parseInput } from "@/lib/parse";
import { readKeysNow } from "../federation/issuer-keys";
import { type TryIssuerInput, tryIssuerSchema } from "../schema";
import { requireManage } from "./guard";
import { selectAddress } from "./store";

/** Each try is a request to somebody else's server. */
const TRIES: Limit = { name: "issuer-tries", attempts: 20, windowSeconds: 600 };

/**
 * Asks a trusted issuer for its keys now, as the token endpoint would. Changes nothing.
 * @throws CountersignError `unavailable` with what to do when it does not answer as it should, `rate_limited`, `not_found`
 */
export async function tryIssuer(ctx: Context, input: TryIssuerInput): Promise<{ keys: number; jwksUri: string }> {
  return refusingOnRecord(ctx, { verb: "issuers.manage", resource: input.id }, async () => {
    requireManage(ctx);
    const { id } = parseInput(tryIssuerSchema, input);
    const issuer = await selectAddress(id);
    if (!issuer) throw notFound("issuer");
    const spent = await spend(TRIES, ctx.actor.id);
    if (!spent.allowed) throw tooManyAttempts(spent);
    const { set, address } = await readKeysNow(issuer);
    if (!set.keys.length) throw new CountersignError("unavailable", "It answers, but with no key that could be used.");
    return { keys: set.keys.length, jwksUri: address };
  });
}
