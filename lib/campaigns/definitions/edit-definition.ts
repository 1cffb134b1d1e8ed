import { recordEvent, refusingOnRecord } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { CountersignError } from "@/lib/errors";
import { parseInput } from "@/lib/parse";
import { lostRace, requireReach } from "../guard";
import { requireDefinition, requireFallback, teamOf } from "./load";
import { requireOccurrences } from "./occurrences";
import { type EditDefinitionInput, editDefinitionSchema } from "./schema";
import { type DefinitionRecord, updateDefinition } from "./store";

/**
 * Changes a definition. Campaigns that it made keep the plan they were made with.
 * @throws CountersignError `not_found`, `forbidden` (recorded), `conflict`, `invalid`, `unmet` when it is retired
 */
export async function editDefinition(
  ctx: Context,
  input: EditDefinitionInput,
): Promise<{ version: number; nextAt: Date | null }> {
  const { id, version, changes } = parseInput(editDefinitionSchema, input);
  return refusingOnRecord(ctx, { verb: "campaigns.define", resource: id }, () =>
    inSqlTransaction(async (tx) => {
      const found = await requireDefinition(tx, ctx, { id, version });
      if (found.state === "retired") throw new CountersignError("unmet", "It is retired: define another one.");
      const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
      const wanted: DefinitionRecord = { ...found, ...given };
      // Nobody widens it over a team that they may not define for.
      requireReach(ctx, "campaigns.define", teamOf(wanted.plan));
      if (wanted.fallbackId !== null) await requireFallback(tx, wanted.fallbackId);
      const nextAt = nextAtOf(wanted, ctx.now);
      if (!(await updateDefinition(tx, { ...wanted, nextAt }))) throw lostRace("this definition");
      const { name, schedule, timeZone } = wanted;
      const details = { fields: Object.keys(given), name, schedule, timeZone, nextAt: nextAt?.toISOString() ?? null };
      await recordEvent(tx, ctx, { type: "campaign_definition.edited", targetId: id, details });
      return { version: version + 1, nextAt };
    }),
  );
}

/** When the next campaign is due. @throws CountersignError `invalid` for a rule or a zone that cannot be read */
export function nextAtOf(wanted: Pick<DefinitionRecord, "schedule" | "timeZone" | "state">, now: Date): Date | null {
  const [next] = requireOccurrences({
    ...{ rule: wanted.schedule ?? "FREQ=YEARLY", timeZone: wanted.timeZone, from: now },
    count: 1,
  });
  return wanted.schedule === null || wanted.state !== "active" ? null : (next ?? null);
}
