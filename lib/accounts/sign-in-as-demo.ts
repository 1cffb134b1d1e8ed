import type { Context } from "@/lib/context";
import { env } from "@/lib/env";
import { CountersignError } from "@/lib/errors";
import { recordRefusal } from "./refusal";
import { isDemoOpen } from "./rules";
import type { From } from "./sign-in-with-password";
import { startSession } from "./start-session";
import { findLoginById } from "./store";

/** Whether this installation, asked under this Host, lets people continue as a demo person. */
export function isDemoOffered(requestHost: string): boolean {
  const { COUNTERSIGN_DEMO, COUNTERSIGN_URL } = env();
  return isDemoOpen({ demo: COUNTERSIGN_DEMO === "1", publicHost: new URL(COUNTERSIGN_URL).host, requestHost });
}

/**
 * "Continue as …": a session for one of the demo's people, without proof, where the demo runs and on this machine only.
 * @param offered the ids the sign-in page offers; nobody else can be continued as
 * @throws CountersignError `forbidden`
 */
export async function signInAsDemo(
  ctx: Context,
  { personId, host, offered }: { personId: string; host: string; offered: readonly string[] },
  from: From,
): Promise<{ sessionId: string }> {
  const login = isDemoOffered(host) && offered.includes(personId) ? await findLoginById(personId) : null;
  if (login?.status !== "active") {
    await recordRefusal(ctx, { method: "demo", reason: "no demo here", email: "", address: from.address });
    throw new CountersignError("forbidden", "Demo sign-in is not offered here.");
  }
  return await startSession(ctx, { personId: login.id, method: "demo", ...from });
}
