import { recordEvent, refusingOnRecord } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { env } from "@/lib/env";
import { CountersignError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { parseInput } from "@/lib/parse";
import { hostsOf } from "../federation/guarded-fetch";
import { readKeySet } from "../public-key";
import { addressFault } from "../rules";
import { type AddIssuerInput, addIssuerSchema } from "../schema";
import { requireManage } from "./guard";
import { writeIssuer } from "./store";

/**
 * Trusts a workload issuer (I2): its tokens, for this audience, may prove who an instance is. One that was ended before can be
 * trusted again; credentials that ended with it stay ended.
 * @throws CountersignError `conflict` when it is trusted already, `invalid` for an address that is not https or a bad key set
 */
export async function addIssuer(ctx: Context, input: AddIssuerInput): Promise<{ id: string }> {
  return refusingOnRecord(ctx, { verb: "issuers.manage", resource: "issuers" }, () => {
    requireManage(ctx);
    const { jwks: keysText, ...fields } = parseInput(addIssuerSchema, input);
    requireSafe("issuer", fields.issuer);
    if (fields.jwksUri) requireSafe("jwksUri", fields.jwksUri);
    const jwks = keysText ? readKeySet(keysText) : null;
    return inSqlTransaction(async (tx) => {
      const row = { ...fields, jwks, id: newId("iss", ctx.now), createdById: ctx.actor.id, now: ctx.now };
      const id = await writeIssuer(tx, row);
      if (!id) {
        const message = "This issuer is trusted for this audience already.";
        throw new CountersignError("conflict", message, [{ path: "issuer", message }]);
      }
      const { name, issuer, audience } = fields;
      await recordEvent(tx, ctx, {
        type: "issuer.trusted",
        targetId: id,
        details: { name, issuer, audience, keysByHand: jwks !== null },
      });
      return { id };
    });
  });
}

function requireSafe(path: "issuer" | "jwksUri", address: string): void {
  const message = addressFault(address, hostsOf(env().COUNTERSIGN_INTERNAL_HOSTS));
  if (message) throw new CountersignError("invalid", message, [{ path, message }]);
}
