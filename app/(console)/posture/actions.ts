"use server";

import { runAction } from "@/lib/http/action";
import { scheduleReport, unscheduleReport } from "@/lib/posture";
import type { ScheduleReportInput, UnscheduleReportInput } from "@/lib/posture/schema";

export async function scheduleReportAction(input: ScheduleReportInput) {
  return runAction((ctx) => scheduleReport(ctx, input));
}

export async function unscheduleReportAction(input: UnscheduleReportInput) {
  return runAction((ctx) => unscheduleReport(ctx, input));
}
