import { requirePermission } from "@/lib/access";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { CountersignError, notFound } from "@/lib/errors";
import { parseInput } from "@/lib/parse";
import { mailSettings } from "../mail-settings";
import { type MailPreferenceInput, mailPreferenceSchema } from "../schema";
import type { MailPreferenceView } from "../views";
import { dropMailsOf, findPreference, writePreference } from "./store";

/** How the person wants to be told by mail, and whether this installation sends any. */
export async function getMailPreference(ctx: Context): Promise<MailPreferenceView> {
  requirePermission(ctx, "preferences.change");
  const found = await findPreference(ctx.actor.id);
  if (!found) throw notFound("person");
  return { ...found, mails: mailSettings() !== null };
}

/**
 * Sets how the person wants to be told by mail: their own wish alone. What waits already keeps its time, but "never" drops it.
 * @throws CountersignError `conflict` when they changed it elsewhere meanwhile
 */
export async function setMailPreference(ctx: Context, input: MailPreferenceInput): Promise<{ version: number }> {
  requirePermission(ctx, "preferences.change");
  const wish = parseInput(mailPreferenceSchema, input);
  const personId = ctx.actor.id;
  return await inSqlTransaction(async (tx) => {
    if (!(await writePreference(tx, { ...wish, personId }))) {
      throw new CountersignError("conflict", "You changed this elsewhere meanwhile. Reload and look again.");
    }
    if (wish.mode === "off") await dropMailsOf(tx, personId);
    return { version: wish.version + 1 };
  });
}
