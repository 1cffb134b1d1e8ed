import type { Content } from "pdfmake/interfaces";
import { AGENT_STATUSES, STATUS_LABELS, TIER_LABELS, TIERS } from "@/lib/agents/terms";
import { heading, note } from "@/lib/packs";
import { quarterText, valueText } from "../present";
import type { PostureView } from "../views";
import { bars } from "./bars";

const GREEN = "#15803d";
const RED = "#b91c1c";
const AMBER = "#b45309";
const BLUE = "#1d4ed8";
const GREY = "#94a3b8";
const STATES = AGENT_STATUSES.filter((status) => status !== "decommissioned");
const STATE_INK = { draft: GREY, registered: BLUE, active: GREEN, suspended: AMBER };

/** Where the agents stand. */
export function tierBars({ tiers }: PostureView): Content[] {
  const rows = [...[...TIERS].reverse(), null].flatMap((tier) => {
    const values = STATES.map((status) => tiers.find((cell) => cell.tier === tier && cell.status === status)?.agents);
    return values.some(Boolean)
      ? [{ name: tier ? TIER_LABELS[tier] : "No tier", values: values.map((value) => value ?? 0) }]
      : [];
  });
  const parts = STATES.map((status) => ({ label: STATUS_LABELS[status], ink: STATE_INK[status] }));
  return [heading("Agents by tier and state"), ...(rows.length ? bars(rows, parts) : [note("There is no agent yet.")])];
}

/** From the first week in which there was something; a quiet week after it is a week like the others. */
function begun<T>(weeks: readonly T[], count: (week: T) => number): T[] {
  const first = weeks.findIndex((week) => count(week) > 0);
  return first < 0 ? [] : weeks.slice(first);
}

/** What people decided and what was denied, by the week. */
export function weeklyBars({ approvals, denials }: PostureView): Content[] {
  const content: Content[] = [];
  if (approvals) {
    const weeks = begun(approvals, ({ approved, denied, expired }) => approved + denied + expired);
    const rows = weeks.map(({ week, approved, denied, expired, medianSeconds }) => ({
      name: week,
      values: [approved, denied, expired],
      beside: medianSeconds === null ? "" : `median ${valueText("seconds", medianSeconds)}`,
    }));
    const parts = [
      { label: "Approved", ink: GREEN },
      { label: "Denied", ink: RED },
      { label: "Timed out", ink: AMBER },
    ];
    content.push(heading("Approvals by week of the request, and the median time until people decided"));
    content.push(...(rows.length ? bars(rows, parts) : [note("Nothing was asked in these weeks.")]));
  }
  if (denials) {
    const rows = begun(denials, ({ denied }) => denied).map(({ week, denied }) => ({ name: week, values: [denied] }));
    content.push(heading("Calls denied by week"));
    content.push(
      ...(rows.length ? bars(rows, [{ label: "Denied", ink: RED }]) : [note("No call was denied in these weeks.")]),
    );
  }
  return content;
}

/** How far campaigns came. */
export function campaignBars({ campaigns: quarters }: PostureView): Content[] {
  if (!quarters) return [];
  const parts = [
    { label: "Settled", ink: GREEN },
    { label: "Open", ink: AMBER },
    { label: "Left out or gone", ink: GREY },
  ];
  const rows = quarters.map(({ quarter, settled, open, outside }) => ({
    name: quarterText(quarter),
    values: [settled, open, outside],
  }));
  return [
    heading("Rights under review, by quarter of the campaign's launch"),
    ...(rows.length ? bars(rows, parts) : [note("No campaign was launched in these quarters.")]),
  ];
}
