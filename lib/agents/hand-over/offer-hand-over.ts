import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { parseInput } from "@/lib/parse";
import { assignOne } from "../assign-people";
import { getForChange, refusingOnRecord } from "../guard";
import { type OfferHandOverInput, offerHandOverSchema } from "./schema";

/**
 * Asks a person to answer for an agent as owner, deputy or sponsor (O1, O2). Until they accept, the former arrangement stands;
 * naming oneself, and deputy or sponsor of a draft, takes effect at once.
 * @returns the agent's version, and whether somebody has to accept
 * @throws CountersignError `conflict` while somebody else is asked for that seat, or when the agent changed since it was seen
 */
export async function offerHandOver(
  ctx: Context,
  input: OfferHandOverInput,
): Promise<{ version: number; waits: boolean }> {
  const { agentId, version, seat, personId, note } = parseInput(offerHandOverSchema, input);
  return refusingOnRecord(ctx, { verb: "agents.assign", agentId }, () =>
    inSqlTransaction(async (tx) => {
      const agent = await getForChange(tx, ctx, { id: agentId, version });
      const named = { [`${seat}Id`]: personId };
      const assigned = await assignOne(tx, ctx, agent, { named, note });
      return { version: assigned.version, waits: assigned.offered.length > 0 };
    }),
  );
}
