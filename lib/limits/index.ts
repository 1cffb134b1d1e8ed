/**
 * Limits owns the counting of attempts (per address, per account, per agent) in PostgreSQL, shared by every instance.
 * It fails closed: when the counter cannot be asked, the attempt is not made. It must not know what is being attempted.
 */
import { createHash } from "node:crypto";
import { CountersignError } from "@/lib/errors";
import { clear, consume } from "./store";

export interface Limit {
  name: string;
  /** How many attempts within the window. */
  attempts: number;
  windowSeconds: number;
}

export interface Spent {
  allowed: boolean;
  /** True for the one attempt that first went over: the moment worth recording, once per window. */
  justExceeded: boolean;
  retryAfterSeconds: number;
}

/** Counts one attempt. The key is hashed: no address and no e-mail stands in the table. */
export async function spend(limit: Limit, key: string): Promise<Spent> {
  const { used, msLeft } = await consume(limit, digestOf(key));
  return {
    allowed: used <= limit.attempts,
    justExceeded: used === limit.attempts + 1,
    retryAfterSeconds: Math.max(1, Math.ceil(msLeft / 1000)),
  };
}

/** Forgets the attempts of this key: after a success. */
export async function forgive(limit: Limit, key: string): Promise<void> {
  await clear(limit, digestOf(key));
}

/** The refusal for a spent limit, with the wait rounded up to whole minutes. */
export function tooManyAttempts(spent: Spent): CountersignError {
  const minutes = Math.max(1, Math.ceil(spent.retryAfterSeconds / 60));
  return new CountersignError(
    "rate_limited",
    `Too many attempts. Wait ${minutes} minute${minutes === 1 ? "" : "s"}, then try again.`,
  );
}

function digestOf(key: string): string {
  return createHash("sha256").update(key, "utf8").digest("base64url");
}
