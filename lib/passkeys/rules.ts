import { PASSKEY_LIMITS } from "./terms";

/** Whether a session that began at `since` still proves who is there (O6): 600 seconds from the sign-in, not from the last click. */
export function isFresh(since: Date, now: Date): boolean {
  return now.getTime() - since.getTime() < PASSKEY_LIMITS.freshSeconds * 1000;
}

/** Why one more key cannot be enrolled now, as the sentence for its owner; null when it can. */
export function barOfEnrolling(facts: { signedInAt: Date; keys: number; now: Date }): string | null {
  if (!isFresh(facts.signedInAt, facts.now)) {
    return "Sign in again first: a passkey is enrolled within ten minutes of a sign-in.";
  }
  if (facts.keys >= PASSKEY_LIMITS.most) {
    return `You have ${PASSKEY_LIMITS.most} passkeys: remove one that you no longer use first.`;
  }
  return null;
}

/**
 * Whether a counter went back (WebAuthn level 3, section 6.1.1): two devices sign with one key. Keys that are synchronised always say zero.
 */
export function isCounterBack(stored: bigint, given: number): boolean {
  return (stored > 0n || given > 0) && BigInt(given) <= stored;
}
