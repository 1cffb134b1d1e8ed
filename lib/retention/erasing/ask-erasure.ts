import { requirePermission } from "@/lib/access";
import { recordEvent, refusingOnRecord } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { CountersignError, notFound } from "@/lib/errors";
import { isId, newId } from "@/lib/ids";
import { parseInput } from "@/lib/parse";
import { barOfErased } from "../rules";
import { type AskErasureInput, askErasureSchema } from "../schema";
import { lockRetention, reading } from "../store";
import type { ErasurePreview } from "../views";
import { barsOver } from "./bars-over";
import { mentionsOf } from "./mentions";
import { countFieldsOf, countOwnRows, findPerson, insertErasure } from "./store";

/**
 * Asks to erase what is known of a person who left (L3). Nothing goes before a second person confirms.
 * @throws CountersignError `forbidden` (recorded), `not_found`, `unmet` naming what has to be done first, `conflict` when asked already
 */
export async function askErasure(ctx: Context, input: AskErasureInput): Promise<{ id: string }> {
  const { personId, reason } = parseInput(askErasureSchema, input);
  return refusingOnRecord(ctx, { verb: "erasure.ask", resource: personId }, () => {
    requirePermission(ctx, "erasure.ask");
    const own = barOfErased(personId, ctx.actor.id);
    if (own) throw new CountersignError("forbidden", own);
    return inSqlTransaction(async (tx) => {
      await lockRetention(tx);
      const person = await findPerson(tx, personId, true);
      if (!person) throw notFound("person");
      const bars = await barsOver(tx, person);
      if (bars.length) throw new CountersignError("unmet", bars.join(" "));
      const id = newId("ers", ctx.now);
      if (!(await insertErasure(tx, { id, personId, reason, askedById: ctx.actor.id, askedAt: ctx.now }))) {
        throw new CountersignError("conflict", "Somebody asked for it already: it waits for a second person.");
      }
      await recordEvent(tx, ctx, { type: "erasure.asked", targetId: personId, details: { erasureId: id, reason } });
      return { id };
    });
  });
}

/** What is known of a person, and what stands in the way of erasing it. @throws CountersignError `forbidden`, `not_found` */
export async function previewErasure(ctx: Context, personId: string): Promise<ErasurePreview> {
  requirePermission(ctx, "erasure.confirm");
  const q = reading();
  const person = isId("per", personId) ? await findPerson(q, personId, false) : null;
  if (!person) throw notFound("person");
  const [fields, rows, bars, mentions] = await Promise.all([
    countFieldsOf(q, personId),
    countOwnRows(q, personId),
    barsOver(q, person),
    mentionsOf(ctx, person),
  ]);
  const { id, name, email } = person;
  return { person: { id, name, email }, ...fields, rows, bars, mentions };
}
