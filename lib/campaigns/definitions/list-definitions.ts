import { can, requireReach } from "@/lib/access";
import type { Context } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { isId } from "@/lib/ids";
import { refusalOf } from "../guard";
import type { Ability } from "../views";
import { teamOf } from "./load";
import { type DefinitionRow, selectDefinitions } from "./queries";
import type { DefinitionView } from "./views";

/** Every definition within the reader's reach: what runs by its next occurrence, then what is paused, then what is retired (C1). */
export async function listDefinitions(ctx: Context): Promise<DefinitionView[]> {
  requireReach(ctx, "campaigns.read");
  const rows = await selectDefinitions(null);
  return rows.filter((row) => isSeen(ctx, row)).map((row) => viewOf(ctx, row));
}

/** @throws CountersignError `not_found` when there is none or the reader may not see it */
export async function getDefinition(ctx: Context, id: string): Promise<DefinitionView> {
  requireReach(ctx, "campaigns.read");
  const [row] = isId("cdf", id) ? await selectDefinitions(id) : [];
  if (!row || !isSeen(ctx, row)) throw notFound("definition");
  return viewOf(ctx, row);
}

const isSeen = (ctx: Context, row: DefinitionRow) => can(ctx.actor, "campaigns.read", { teamId: teamOf(row.plan) });

function viewOf(ctx: Context, row: DefinitionRow): DefinitionView {
  const { id, name, description, plan, schedule, timeZone, nextAt, state, createdAt, version } = row;
  const refusal = refusalOf(ctx, "campaigns.define", teamOf(plan));
  const open = (allowed: boolean, reason: string): Ability => {
    if (refusal) return { allowed: false, reason: refusal };
    return allowed ? { allowed } : { allowed: false, reason };
  };
  const retired = "It is retired.";
  return {
    ...{ id, name, description, plan, schedule, timeZone, nextAt, state, createdAt, version },
    fallback:
      row.fallbackId === null || row.fallbackName === null
        ? null
        : { id: row.fallbackId, name: row.fallbackName, active: row.fallbackActive },
    campaigns: row.campaigns.map((made) => ({
      ...made,
      occurrence: made.occurrence ? new Date(made.occurrence) : null,
    })),
    abilities: {
      edit: open(state !== "retired", retired),
      pause: open(state === "active", state === "paused" ? "It is paused already." : retired),
      resume: open(state === "paused", state === "active" ? "It runs." : retired),
      retire: open(state !== "retired", retired),
    },
  };
}
