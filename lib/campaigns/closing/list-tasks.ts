import { can, requirePermission, visibility } from "@/lib/access";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { parseInput } from "@/lib/parse";
import { refusalOf } from "../guard";
import type { Names } from "../present";
import { namesOf } from "../subjects/queries";
import type { Ability } from "../views";
import { type TasksInput, tasksSchema } from "./schema";
import { taskSentence } from "./tasks/present";
import { selectTasks, type TaskRow } from "./tasks/queries";
import { mayName, needsDecision, settleRefusal } from "./tasks/rules";
import type { TaskLine } from "./views";

/**
 * What campaigns ask people to do (C6): outside systems, votes that disagree, what nobody could be asked about, what failed. Everybody
 * sees their own; whoever reads campaigns sees those of their reach.
 */
export async function listTasks(ctx: Context, input: TasksInput = {}): Promise<TaskLine[]> {
  requirePermission(ctx, "campaigns.review");
  const { campaignId, mine, state } = parseInput(tasksSchema, input);
  const seen = visibility(ctx.actor, mine ? "campaigns.settle" : "campaigns.read");
  const teams = seen.everything ? null : seen.teamIds;
  const wanted = { campaignId: campaignId ?? null, personId: ctx.actor.id, teams, mine, state };
  return inSqlTransaction(async (tx) => {
    const rows = await selectTasks(tx, wanted);
    const names = await namesOf(
      tx,
      rows.map(({ rights }) => rights),
    );
    return rows.map((row) => lineOf(ctx, row, names));
  });
}

/** Why the caller may not settle this task; null: they may. */
export function refusalToSettle(ctx: Context, task: Pick<TaskRow, "kind" | "owner" | "teamId">): string | null {
  const own = task.kind === "outside" && task.owner?.id === ctx.actor.id;
  return own ? null : refusalOf(ctx, "campaigns.settle", task.teamId);
}

/** Whether the caller may know of it at all. */
export const seesTask = (ctx: Context, task: Pick<TaskRow, "owner" | "teamId">): boolean =>
  task.owner?.id === ctx.actor.id || can(ctx.actor, "campaigns.read", { teamId: task.teamId });

function lineOf(ctx: Context, row: TaskRow, names: Names): TaskLine {
  const { campaignState: _state, teamId: _team, content: _content, rights: _rights, itemKind: _kind, ...line } = row;
  const refusal = refusalToSettle(ctx, row) ?? settleRefusal(row);
  const settle: Ability = refusal === null ? { allowed: true } : { allowed: false, reason: refusal };
  return {
    ...line,
    sentence: taskSentence(row, names),
    needsDecision: needsDecision(row.kind),
    mayName: mayName(row),
    settle,
  };
}
