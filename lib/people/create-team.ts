import { requirePermission } from "@/lib/access";
import { recordEvent } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inTransaction } from "@/lib/db";
import { CountersignError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { parseInput } from "@/lib/parse";
import { teamSchema } from "./schema";
import { insertTeam } from "./store";

/** Adds a team, the unit that roles and agents are scoped by (O5). @throws CountersignError `forbidden`, `conflict` */
export async function createTeam(ctx: Context, input: { name: string }): Promise<{ teamId: string }> {
  requirePermission(ctx, "teams.manage");
  const { name } = parseInput(teamSchema, input);
  const teamId = newId("tem", ctx.now);
  await inTransaction(async (tx) => {
    if (!(await insertTeam(tx, { id: teamId, name, createdAt: ctx.now }))) {
      const message = "A team of this name exists already.";
      throw new CountersignError("conflict", message, [{ path: "name", message }]);
    }
    await recordEvent(tx, ctx, { type: "team.created", targetId: teamId, details: { name } });
  });
  return { teamId };
}
