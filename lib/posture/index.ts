/**
 * Posture owns where the organisation stands: one list of measures, computed live from what the domains below know, kept by day and
 * by quarter, shown on one page, by one interface and in one report. It changes nothing and decides nothing; a quarter, once written,
 * stays as it was written.
 */
export { listQuarters } from "./history/list-quarters";
export { takeDay } from "./history/take-day";
export { takeQuarter } from "./history/take-quarter";
export { listPostureRows } from "./list-rows";
export { MEASURES, type Measure } from "./measures";
export { readPosture } from "./read-posture";
export { listSchedules, type Schedules } from "./reports/list-schedules";
export { posturePdf } from "./reports/posture-pdf";
export { scheduleReport } from "./reports/schedule-report";
export { sendDueReports } from "./reports/send-due-reports";
export { unscheduleReport } from "./reports/unschedule-report";
export type { PostureRow, PostureRowsPage, PostureView, QuarterView, ScheduleView } from "./views";
