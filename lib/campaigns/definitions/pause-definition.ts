import { recordEvent, refusingOnRecord } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { parseInput } from "@/lib/parse";
import { lostRace } from "../guard";
import { nextAtOf } from "./edit-definition";
import { requireDefinition, requireState } from "./load";
import { type DefinitionSeenInput, definitionSeenSchema } from "./schema";
import { updateDefinition } from "./store";

/**
 * Stops the schedule: no campaign is made until it is resumed. Those that it made go on.
 * @throws CountersignError `not_found`, `forbidden` (recorded), `conflict`, `unmet`
 */
export async function pauseDefinition(ctx: Context, input: DefinitionSeenInput): Promise<{ version: number }> {
  const { id, version } = parseInput(definitionSeenSchema, input);
  return refusingOnRecord(ctx, { verb: "campaigns.define", resource: id }, () =>
    inSqlTransaction(async (tx) => {
      const found = await requireDefinition(tx, ctx, { id, version });
      requireState(found, "active", "Only a schedule that runs can be paused.");
      if (!(await updateDefinition(tx, { ...found, state: "paused", nextAt: null }))) throw lostRace("this definition");
      const event = { type: "campaign_definition.paused", targetId: id, details: { name: found.name } } as const;
      await recordEvent(tx, ctx, event);
      return { version: version + 1 };
    }),
  );
}

/**
 * Lets the schedule run again, from its next occurrence: what fell into the pause is not made up for.
 * @throws CountersignError `not_found`, `forbidden` (recorded), `conflict`, `unmet`
 */
export async function resumeDefinition(
  ctx: Context,
  input: DefinitionSeenInput,
): Promise<{ version: number; nextAt: Date | null }> {
  const { id, version } = parseInput(definitionSeenSchema, input);
  return refusingOnRecord(ctx, { verb: "campaigns.define", resource: id }, () =>
    inSqlTransaction(async (tx) => {
      const found = await requireDefinition(tx, ctx, { id, version });
      requireState(found, "paused", "Only a paused schedule can be resumed.");
      const wanted = { ...found, state: "active" as const };
      const nextAt = nextAtOf(wanted, ctx.now);
      if (!(await updateDefinition(tx, { ...wanted, nextAt }))) throw lostRace("this definition");
      const details = { name: found.name, nextAt: nextAt?.toISOString() ?? null };
      await recordEvent(tx, ctx, { type: "campaign_definition.resumed", targetId: id, details });
      return { version: version + 1, nextAt };
    }),
  );
}
