import type { Context } from "@/lib/context";
import { forgive, spend, tooManyAttempts } from "@/lib/limits";
import { parseInput } from "@/lib/parse";
import { hashPassword, verifyNobody, verifyPassword } from "./password";
import { recordRefusal } from "./refusal";
import { SIGN_IN_LIMITS } from "./rules";
import { credentialsSchema, emailSchema } from "./schema";
import { refusedSignIn, startSession } from "./start-session";
import { findLoginByEmail, type Login, replacePasswordHash } from "./store";

export interface From {
  address: string;
  userAgent: string;
}

/**
 * Signs a local account in (O6). Counted per address, per account and per both before anything is looked up; an unknown, a
 * deactivated and a wrongly spelled account cost the same and get the same sentence. Every refusal is recorded.
 * @throws CountersignError `unauthenticated` or `rate_limited`
 */
export async function signInWithPassword(ctx: Context, input: unknown, from: From): Promise<{ sessionId: string }> {
  const { email: given, password } = parseInput(credentialsSchema, input);
  const read = emailSchema.safeParse(given);
  const email = read.success ? read.data : "";
  const attempt = { given, email, address: from.address };
  await spendAttempt(ctx, attempt);
  const login = email ? await findLoginByEmail(email) : null;
  const verdict = await verdictOn(login, password);
  if (!login || verdict !== "right") {
    const reason = !login ? "unknown account" : verdict;
    await recordRefusal(ctx, { method: "password", reason, personId: login?.id, email: given, address: from.address });
    throw refusedSignIn();
  }
  const session = await startSession(ctx, { personId: login.id, method: "password", ...from });
  await forgive(SIGN_IN_LIMITS.guesses, guessesOf(attempt));
  await forgive(SIGN_IN_LIMITS.account, email);
  return session;
}

async function verdictOn(login: Login | null, password: string): Promise<string> {
  if (!login?.passwordHash) {
    await verifyNobody(password);
    return "no password set";
  }
  const { ok, outdated } = await verifyPassword(password, login.passwordHash);
  if (!ok) return "wrong password";
  if (login.status !== "active") return "deactivated";
  if (outdated) await replacePasswordHash(login.id, login.passwordHash, await hashPassword(password));
  return "right";
}

interface Attempt {
  given: string;
  email: string;
  address: string;
}

const guessesOf = ({ given, email, address }: Attempt) => `${email || given} ${address}`;

/** Counts from the widest to the narrowest and stops at the first that is spent: what is refused takes nothing from others. */
async function spendAttempt(ctx: Context, attempt: Attempt): Promise<void> {
  const { given, email, address } = attempt;
  const counted = [
    [SIGN_IN_LIMITS.address, address],
    [SIGN_IN_LIMITS.guesses, guessesOf(attempt)],
    [SIGN_IN_LIMITS.account, email || given],
  ] as const;
  for (const [limit, key] of counted) {
    const spent = await spend(limit, key);
    if (spent.allowed) continue;
    // Only the first refusal of a window is recorded: otherwise anyone could fill the log from outside.
    if (spent.justExceeded) {
      await recordRefusal(ctx, { method: "password", reason: "too many attempts", email: given, address });
    }
    throw tooManyAttempts(spent);
  }
}
