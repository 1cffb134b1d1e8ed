"use server";

import type { Move } from "@/components/agents/move-words";
import type { TableActions, TablePreferences } from "@/components/data-table/types";
import {
  activateAgent,
  assignPeople,
  bulkAssign,
  bulkMove,
  createAgent,
  decommissionAgent,
  editAgent,
  registerAgent,
  resumeAgent,
  suspendAgent,
} from "@/lib/agents";
import type {
  AssignPeopleInput,
  BulkAssignInput,
  BulkInput,
  CreateAgentInput,
  EditAgentInput,
  MoveAgentInput,
} from "@/lib/agents/schema";
import type { Context } from "@/lib/context";
import { CountersignError } from "@/lib/errors";
import { runAction } from "@/lib/http/action";
import { consoleLog } from "@/lib/http/console-log";
import { deleteView, savePreferences, saveView } from "@/lib/people";
import { applyTemplate } from "@/lib/templates";

export async function createAgentAction(input: CreateAgentInput) {
  return runAction((ctx) => {
    const { templateId, ...stated } = input;
    return templateId ? applyTemplate(ctx, { ...stated, templateId }) : createAgent(ctx, stated);
  });
}

export async function editAgentAction(input: EditAgentInput) {
  return runAction(async (ctx) => {
    await editAgent(ctx, input);
    return { id: input.id };
  });
}

export async function assignPeopleAction(input: AssignPeopleInput) {
  return runAction((ctx) => assignPeople(ctx, input));
}

export async function moveAgentAction(input: MoveAgentInput & { move: Move; reason?: string }) {
  return runAction(async (ctx) => {
    const { move, reason = "", ...agent } = input;
    if (move === "register") return await registerAgent(ctx, agent);
    if (move === "activate") return await activateAgent(ctx, agent);
    if (move === "suspend") return await suspendAgent(ctx, { ...agent, reason });
    if (move === "resume") return await resumeAgent(ctx, { ...agent, reason });
    if (move === "decommission") return await decommissionAgent(ctx, { ...agent, reason });
    throw new CountersignError("invalid", "There is no such step.");
  });
}

function logged({ requestId }: Context) {
  return (error: unknown) => consoleLog().error({ err: error, requestId }, "bulk action ended half-way");
}

export async function bulkMoveAction(input: BulkInput) {
  return runAction((ctx) => bulkMove(ctx, input, logged(ctx)));
}

export async function bulkAssignAction(input: BulkAssignInput) {
  return runAction((ctx) => bulkAssign(ctx, input, logged(ctx)));
}

export async function rememberTableAction(area: string, chosen: TablePreferences) {
  return runAction((ctx) => {
    const { columns, density } = chosen;
    return savePreferences(ctx, {
      ...(columns ? { columns: { [area]: [...columns] } } : {}),
      ...(density ? { density } : {}),
    });
  });
}

export async function saveViewAction(view: Parameters<TableActions["saveView"]>[0]) {
  return runAction((ctx) => saveView(ctx, view));
}

export async function deleteViewAction(viewId: string) {
  return runAction((ctx) => deleteView(ctx, { viewId }));
}
