import { recordEvent } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inTransaction } from "@/lib/db";
import { recordableEmail } from "./rules";
import type { SignInMethod } from "./schema";

export interface Refusal {
  method: SignInMethod | "link";
  reason: string;
  /** The person whose account was tried, when there is one. */
  personId?: string;
  email: string;
  address: string;
}

/** Records a refused sign-in (O6) in a transaction of its own: the refusal changed nothing it could stand beside. */
export async function recordRefusal(ctx: Context, refusal: Refusal): Promise<void> {
  const { method, reason, personId, email, address } = refusal;
  await inTransaction((tx) =>
    recordEvent(tx, ctx, {
      type: "session.refused",
      targetId: "sign-in",
      outcome: "refused",
      details: { reason, method, personId: personId ?? null },
      personal: { email: recordableEmail(email), address },
    }),
  );
}
