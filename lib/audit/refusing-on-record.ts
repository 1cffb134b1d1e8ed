import type { Verb } from "@/lib/access";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { isCountersignError } from "@/lib/errors";
import { recordEvent } from "./record";

/** What was attempted: the verb, on what, and which agent it concerns. */
interface Attempt {
  verb: Verb;
  resource: string;
  agentId?: string;
}

/**
 * Runs `work`; a refusal for want of permission, or of a second person, is recorded before it is thrown on: in a transaction of
 * its own, for that of the work is gone.
 */
export async function refusingOnRecord<T>(
  ctx: Context,
  { verb, resource, agentId }: Attempt,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (isCountersignError(error) && error.code === "forbidden") {
      await inSqlTransaction((tx) =>
        recordEvent(tx, ctx, {
          type: "access.refused",
          targetId: ctx.actor.id,
          ...(agentId ? { agentId } : {}),
          outcome: "refused",
          details: { verb, resource },
        }),
      );
    }
    throw error;
  }
}
