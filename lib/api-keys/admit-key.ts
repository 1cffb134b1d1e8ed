import { recordStream } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { CountersignError } from "@/lib/errors";
import { type Limit, spend } from "@/lib/limits";
import { callerOfKey, type KeyCaller } from "./caller-of-key";
import { isKeyRefusal, KeyRefusal } from "./refusal";
import type { Purpose } from "./terms";

/** Bad keys of one address that are answered and recorded: anyone could fill the log from outside with more. */
const BAD_KEYS: Limit = { name: "bad-api-keys", attempts: 30, windowSeconds: 60 };
const MOST_TURNED_AWAY = 10_000;

/** Addresses that showed too many, until when: in this process nothing more is counted or recorded of them before. */
const turnedAway = new Map<string, number>();

/** A key as it was shown; `address` and `wanted` (method and path) are for the record. */
export interface ShownKey {
  secret: string;
  purpose: Purpose;
  address: string;
  wanted: string;
}

const NOT_FOR: Record<Purpose, string> = {
  report: "This key is for reading: have an administrator make one for reporting.",
  read: "This key reports events: numbers are read with a key made to read.",
};

/**
 * Who shows this key, if it is good for the purpose. A bad one is recorded, and the address counted (O5); good keys from the same
 * address pass all the same, for many machines may stand behind one.
 * @throws CountersignError `unauthenticated`, `forbidden` for a key of the other purpose, `rate_limited`
 */
export async function admitKey(ctx: Context, { secret, purpose, address, wanted }: ShownKey): Promise<KeyCaller> {
  try {
    const caller = await callerOfKey(secret, ctx.now);
    if (caller.key.purpose !== purpose) throw new KeyRefusal("wrong_purpose", caller.key.id, NOT_FOR[purpose]);
    return caller;
  } catch (error) {
    if (isKeyRefusal(error)) await noteRefusal(ctx, error, { address, wanted });
    throw error;
  }
}

async function noteRefusal(
  ctx: Context,
  { fault, keyId }: KeyRefusal,
  { address, wanted }: Pick<ShownKey, "address" | "wanted">,
): Promise<void> {
  if ((turnedAway.get(address) ?? 0) > performance.now()) throw tooMany();
  const spent = await spend(BAD_KEYS, address);
  if (!spent.allowed) turnAway(address, spent.retryAfterSeconds);
  if (!spent.allowed && !spent.justExceeded) throw tooMany();
  await recordStream(ctx, {
    type: "api_key.refused",
    targetId: keyId ?? "unknown",
    outcome: "refused",
    details: { reason: fault, moreNotRecorded: spent.justExceeded },
    personal: { address, wanted: wanted.slice(0, 200) },
  });
  if (!spent.allowed) throw tooMany();
}

function turnAway(address: string, seconds: number): void {
  if (turnedAway.size >= MOST_TURNED_AWAY) turnedAway.delete(turnedAway.keys().next().value ?? "");
  turnedAway.set(address, performance.now() + seconds * 1_000);
}

function tooMany(): CountersignError {
  return new CountersignError("rate_limited", "Too many keys that are not good: wait a minute, then try again.");
}
