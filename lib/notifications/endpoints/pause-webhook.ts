import { recordEvent, refusingOnRecord } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { CountersignError } from "@/lib/errors";
import { parseInput } from "@/lib/parse";
import { type WebhookRef, webhookRefSchema } from "../schema";
import { changedMeanwhile, requireEndpoint } from "./guard";
import { changeEndpoint } from "./store";

/** Holds back what is for an endpoint: messages wait until it is resumed. @throws CountersignError `conflict` when it is paused */
export async function pauseWebhook(ctx: Context, input: WebhookRef): Promise<{ version: number }> {
  return move(ctx, input, "pause");
}

/** Lets an endpoint be told again, with what waited for it. @throws CountersignError `conflict` when it is active */
export async function resumeWebhook(ctx: Context, input: WebhookRef): Promise<{ version: number }> {
  return move(ctx, input, "resume");
}

async function move(ctx: Context, input: WebhookRef, to: "pause" | "resume"): Promise<{ version: number }> {
  const { id, version } = parseInput(webhookRefSchema, input);
  return refusingOnRecord(ctx, { verb: "webhooks.manage", resource: id }, () =>
    inSqlTransaction(async (tx) => {
      const { name, state: former } = await requireEndpoint(tx, ctx, { id, version });
      const state = to === "pause" ? "paused" : "active";
      if (former === state) throw new CountersignError("conflict", `This webhook is ${state} already.`);
      const reason = to === "pause" ? "person" : "";
      if (!(await changeEndpoint(tx, { id, version, state, reason }))) throw changedMeanwhile();
      await recordEvent(
        tx,
        ctx,
        to === "pause"
          ? { type: "webhook.paused", targetId: id, details: { name, why: "person" } }
          : { type: "webhook.resumed", targetId: id, details: { name, former } },
      );
      return { version: version + 1 };
    }),
  );
}
