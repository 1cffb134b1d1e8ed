import { requirePermission } from "@/lib/access";
import { recordEvent, refusingOnRecord } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { CountersignError } from "@/lib/errors";
import { parseInput } from "@/lib/parse";
import { type ChangeSettingsInput, changeSettingsSchema } from "./schema";
import { updateSettings, versionedSettings } from "./store";

/**
 * Sets the cool-down after a denial, how many requests of one agent may wait at once, and how many canaries reviewers meet (A7, A9).
 * What waits already is not touched: the next request meets the new limits.
 * @throws CountersignError `forbidden` (recorded), `invalid`, `conflict` when somebody changed them meanwhile
 */
export async function changeSettings(ctx: Context, input: ChangeSettingsInput): Promise<{ version: number }> {
  return refusingOnRecord(ctx, { verb: "approvals.settings", resource: "approval_settings" }, async () => {
    requirePermission(ctx, "approvals.settings");
    const wanted = parseInput(changeSettingsSchema, input);
    return inSqlTransaction(async (tx) => {
      const { version, ...former } = await versionedSettings(tx, { held: true });
      if (!(await updateSettings(tx, wanted))) {
        throw new CountersignError("conflict", "Somebody changed these settings meanwhile: reload and look again.");
      }
      const { version: _seen, ...settings } = wanted;
      await recordEvent(tx, ctx, {
        type: "approval_settings.changed",
        targetId: "approvals",
        details: { ...settings, former },
      });
      return { version: version + 1 };
    });
  });
}
