import { recordEvent, refusingOnRecord } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { CountersignError } from "@/lib/errors";
import { parseInput } from "@/lib/parse";
import { lostRace } from "../guard";
import { requireDefinition } from "./load";
import { type RetireDefinitionInput, retireDefinitionSchema } from "./schema";
import { updateDefinition } from "./store";

/**
 * Ends a definition for good, with a reason: it makes no campaign any more, and stays to be read.
 * @throws CountersignError `not_found`, `forbidden` (recorded), `conflict`, `unmet` when it is retired already
 */
export async function retireDefinition(ctx: Context, input: RetireDefinitionInput): Promise<{ version: number }> {
  const { id, version, reason } = parseInput(retireDefinitionSchema, input);
  return refusingOnRecord(ctx, { verb: "campaigns.define", resource: id }, () =>
    inSqlTransaction(async (tx) => {
      const found = await requireDefinition(tx, ctx, { id, version });
      if (found.state === "retired") throw new CountersignError("unmet", "It is retired already.");
      const ended = { ...found, state: "retired" as const, nextAt: null };
      if (!(await updateDefinition(tx, ended))) throw lostRace("this definition");
      const details = { name: found.name, reason };
      await recordEvent(tx, ctx, { type: "campaign_definition.retired", targetId: id, details });
      return { version: version + 1 };
    }),
  );
}
