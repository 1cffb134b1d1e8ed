import { isId } from "@/lib/ids";
import { type Limit, spend } from "@/lib/limits";
import { TokenRefusal } from "./refusal";

// An instance needs a token every few minutes; many instances may stand behind one address.
const PER_ADDRESS: Limit = { name: "token-address", attempts: 3_000, windowSeconds: 60 };
const PER_INSTANCE: Limit = { name: "token-instance", attempts: 240, windowSeconds: 60 };

/**
 * Counts a request to the OAuth endpoints, before anything is looked up.
 * @throws TokenRefusal `temporarily_unavailable` when the address or the instance has asked too often
 */
export async function spendTokenRequest({ address, clientId }: { address: string; clientId: string }): Promise<void> {
  const counted = await Promise.all([
    spend(PER_ADDRESS, address),
    // Per address too: a stranger who names an instance must not be able to lock it out.
    ...(isId("ins", clientId) ? [spend(PER_INSTANCE, `${clientId} ${address}`)] : []),
  ]);
  if (counted.every((spent) => spent.allowed)) return;
  throw new TokenRefusal("temporarily_unavailable", "too_many", "Too many requests: wait a minute, then try again.");
}
