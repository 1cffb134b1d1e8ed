import { headers } from "next/headers";
import { unstable_rethrow } from "next/navigation";
import { currentContext } from "@/lib/auth";
import type { Context } from "@/lib/context";
import { env } from "@/lib/env";
import { CountersignError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import type { ActionState } from "./action-state";
import { type Caller, callerOf } from "./caller";
import { consoleLog } from "./console-log";
import { failureOf, isOurFault } from "./failure";
import { actionFailure } from "./form-state";
import { requireOwnOrigin } from "./origin";

/**
 * Runs a server action for the signed-in caller: own Origin only, context from the session, every refusal as a value for
 * the form, the unexpected into the operational log under the same request id. Redirects pass through.
 */
export async function runAction<T>(work: (ctx: Context) => Promise<T>): Promise<ActionState<T>> {
  return await runOpenAction(async (_caller, requestId) => {
    const ctx = await currentContext(requestId);
    if (!ctx) throw new CountersignError("unauthenticated", "Your session has ended. Sign in again to go on.");
    return await work(ctx);
  });
}

/** The same for the few actions that need no session (set-up, sign-out): `work` learns where the request came from. */
export async function runOpenAction<T>(
  work: (caller: Caller, requestId: string) => Promise<T>,
): Promise<ActionState<T>> {
  const requestId = newId("req");
  try {
    const given = await headers();
    requireOwnOrigin({ origin: given.get("origin"), host: given.get("host"), publicUrl: env().COUNTERSIGN_URL });
    return { ok: true, value: await work(callerOf(given), requestId) };
  } catch (error) {
    unstable_rethrow(error);
    if (isOurFault(failureOf(error))) consoleLog().error({ err: error, requestId }, "action failed");
    return actionFailure(error, requestId);
  }
}
