/**
 * Reporting owns what gateways, agents and collectors say happened: it reads each event strictly, masks what must not be kept, and
 * records it once. A report is its reporter's word: nothing in it grants anything, and no workflow of somebody else takes it in.
 */
export { TooFast, takeReportingPace } from "./pace";
export { reportEvents } from "./report-events";
export type { Source } from "./rules";
export type { ReportInput, RowFault } from "./schema";
export { sweepReported } from "./sweep-reported";
export type { BatchResult, RowResult } from "./views";
