import { isId } from "@/lib/ids";
import { type Limit, spend } from "@/lib/limits";
import { TokenRefusal } from "./refusal";

// An instance needs a token every few minutes; many instances may stand behind one address.
const PER_ADDRESS: Limit = { name: "token-address", attempts: 3_000, windowSeconds: 60 };
const PER_INSTANCE: Limit = { name: "token-instance", attempts: 240, windowSeconds: 60 };

/**
 * Counts a request to the OAuth endpoints, before anything of it is looked at.
 * @throws TokenRefusal `temporarily_unavailable` when the address has asked too often
 */
export async function spendForAddress(address: string): Promise<void> {
  await spendOne(PER_ADDRESS, address);
}

/**
 * Counts it for the instance that it claims to come from, before anything is looked up. Per address too: a stranger who names an
 * instance must not be able to lock it out.
 * @throws TokenRefusal `temporarily_unavailable`
 */
export async function spendForInstance(clientId: string, address: string): Promise<void> {
  if (isId("ins", clientId)) await spendOne(PER_INSTANCE, `${clientId} ${address}`);
}

async function spendOne(limit: Limit, key: string): Promise<void> {
  if ((await spend(limit, key)).allowed) return;
  throw new TokenRefusal("temporarily_unavailable", "too_many", "Too many requests: wait a minute, then try again.");
}
