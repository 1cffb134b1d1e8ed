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
 * Signs a local account in (O6). Counted per address and per account before anything is looked up; an unknown, a
 * deactivated and a wrongly spelled account cost the same and get the same sentence. Every refusal is recorded.
 * @throws CountersignError `unauthenticated` or `rate_limited`
 */
export async function signInWithPassword(ctx: Context, input: unknown, from: From): Promise<{ sessionId: string }> {
  const { email: given, password } = parseInput(credentialsSchema, input);
  const read = emailSchema.safeParse(given);
  const email = read.success ? read.data : "";
  await spendAttempt(ctx, { given, email, address: from.address });
  const login = email ? await findLoginByEmail(email) : null;
  const verdict = await verdictOn(login, password);
  if (!login || verdict !== "right") {
    const reason = !login ? "unknown account" : verdict;
    await recordRefusal(ctx, { method: "password", reason, personId: login?.id, email: given, address: from.address });
    throw refusedSignIn();
  }
  const session = await startSession(ctx, { personId: login.id, method: "password", ...from });
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

async function spendAttempt(
  ctx: Context,
  { given, email, address }: { given: string; email: string; address: string },
) {
  const byAddress = await spend(SIGN_IN_LIMITS.address, address);
  const byAccount = await spend(SIGN_IN_LIMITS.account, email || given);
  for (const spent of [byAddress, byAccount]) {
    if (spent.allowed) continue;
    // Only the first refusal of a window is recorded: otherwise anyone could fill the log from outside.
    if (spent.justExceeded) {
      await recordRefusal(ctx, { method: "password", reason: "too many attempts", email: given, address });
    }
    throw tooManyAttempts(spent);
  }
}
