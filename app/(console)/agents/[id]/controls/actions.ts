"use server";

import { confirmRecord, endWaiver, waiveControl } from "@/lib/agents";
import type { ConfirmRecordInput, EndWaiverInput, WaiveControlInput } from "@/lib/agents/schema";
import { runAction } from "@/lib/http/action";

export async function waiveControlAction(input: WaiveControlInput) {
  return runAction((ctx) => waiveControl(ctx, input));
}

export async function endWaiverAction(input: EndWaiverInput) {
  return runAction((ctx) => endWaiver(ctx, input));
}

export async function confirmRecordAction(input: ConfirmRecordInput) {
  return runAction((ctx) => confirmRecord(ctx, input));
}
