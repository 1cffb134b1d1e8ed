import type { Content } from "pdfmake/interfaces";
import { AGENT_STATUSES, STATUS_LABELS, TIER_LABELS, TIERS } from "@/lib/agents/terms";
import { figures, grid, heading, instant, literal, note, QUIET } from "@/lib/packs";
import { changeText, quarterText, restsOn, valueText } from "../present";
import type { MeasuredView, PostureView } from "../views";
import { bars } from "./bars";

const GREEN = "#15803d";
const RED = "#b91c1c";
const AMBER = "#b45309";
const BLUE = "#1d4ed8";
const GREY = "#94a3b8";
const STATES = AGENT_STATUSES.filter((status) => status !== "decommissioned");
const STATE_INK = { draft: GREY, registered: BLUE, active: GREEN, suspended: AMBER };

/** What the report says, from the front page to the last table. */
export function contentOf(posture: PostureView): Content[] {
  const { measures, worse, comparedWith, alerts, team, asOf } = posture;
  const headline = measures.filter(({ headline }) => headline);
  return [
    { text: "Countersign", color: QUIET, fontSize: 9 },
    {
      text: team ? `Posture of the team ${literal(team.name)}` : "Posture of the organisation",
      style: "title",
      margin: [0, 2, 0, 2],
    },
    { text: `As of ${instant(asOf)}. Every number opens its rows in the console.`, color: QUIET, margin: [0, 0, 0, 6] },
    figures(headline.slice(0, 3).map(figureOf)),
    figures(headline.slice(3).map(figureOf)),
    heading("What got worse"),
    worse.length
      ? { ul: worse.slice(0, 8).map(({ sentence }) => sentence), margin: [0, 0, 0, 4] }
      : note(
          comparedWith === null
            ? "Nothing was measured a week ago: there is nothing to compare with yet."
            : "Nothing, since last week.",
        ),
    ...(comparedWith === null ? [] : [note(`Compared with ${comparedWith}.`)]),
    heading("Agents by tier and state"),
    ...tierBars(posture),
    ...(alerts.length
      ? [
          heading("What the numbers stand on"),
          ...grid({
            columns: [
              { title: "What", width: 110 },
              { title: "", width: 70 },
              { title: "How it is", width: "*" },
            ],
            rows: alerts.map(({ label, state, sentence }) => [
              label,
              state === "good" ? "Good" : state === "attention" ? "Needs a look" : "Not known",
              sentence,
            ]),
            total: alerts.length,
            file: "",
            none: "",
          }),
        ]
      : []),
    { text: "", pageBreak: "after" },
    ...weekly(posture),
    ...campaigns(posture),
    heading("All measures"),
    ...allMeasures(measures),
  ];
}

function figureOf(measure: MeasuredView): { value: string; label: string } {
  const { unit, value, label, change } = measure;
  const since = change ? `, ${changeText(unit, change.by)} in a week` : "";
  return { value: valueText(unit, value), label: `${label}\n${restsOn(measure)}${since}` };
}

function tierBars({ tiers }: PostureView): Content[] {
  const rows = [...[...TIERS].reverse(), null].flatMap((tier) => {
    const parts = STATES.map((status) => ({
      value: tiers.find((cell) => cell.tier === tier && cell.status === status)?.agents ?? 0,
      ink: STATE_INK[status],
    }));
    return parts.some(({ value }) => value > 0) ? [{ name: tier ? TIER_LABELS[tier] : "No tier", parts }] : [];
  });
  if (rows.length === 0) return [note("There is no agent yet.")];
  return bars(
    rows,
    STATES.map((status) => ({ label: STATUS_LABELS[status], ink: STATE_INK[status] })),
  );
}

function weekly({ approvals, denials }: PostureView): Content[] {
  const content: Content[] = [];
  if (approvals) {
    const asked = approvals.filter(({ approved, denied, expired }) => approved + denied + expired > 0);
    const inks = [
      { label: "Approved", ink: GREEN },
      { label: "Denied", ink: RED },
      { label: "Timed out", ink: AMBER },
    ];
    content.push(heading("Approvals by week"));
    if (asked.length === 0) content.push(note("Nothing was asked in these weeks."));
    else
      content.push(
        ...bars(
          asked.map(({ week, approved, denied, expired, medianSeconds }) => ({
            name: week,
            parts: [approved, denied, expired].map((value, at) => ({ value, ink: inks[at]?.ink ?? GREY })),
            beside: `median ${valueText("seconds", medianSeconds)}`,
          })),
          inks,
        ),
      );
  }
  if (denials) {
    const denied = denials.filter((week) => week.denied > 0);
    content.push(heading("Calls denied by week"));
    if (denied.length === 0) content.push(note("No call was denied in these weeks."));
    else
      content.push(
        ...bars(
          denied.map((one) => ({ name: one.week, parts: [{ value: one.denied, ink: RED }] })),
          [],
        ),
      );
  }
  return content;
}

function campaigns({ campaigns: quarters }: PostureView): Content[] {
  if (!quarters) return [];
  const inks = [
    { label: "Settled", ink: GREEN },
    { label: "Still asks somebody", ink: AMBER },
    { label: "Left out or gone", ink: GREY },
  ];
  if (quarters.length === 0)
    return [heading("Campaigns by quarter"), note("No campaign was launched in these quarters.")];
  return [
    heading("Campaigns by quarter"),
    ...bars(
      quarters.map(({ quarter, settled, open, outside }) => ({
        name: quarterText(quarter),
        parts: [settled, open, outside].map((value, at) => ({ value, ink: inks[at]?.ink ?? GREY })),
      })),
      inks,
    ),
  ];
}

function allMeasures(measures: readonly MeasuredView[]): Content[] {
  return grid({
    columns: [
      { title: "Measure", width: "*" },
      { title: "Now", width: 60, right: true },
      { title: "Rests on", width: 150, right: true },
      { title: "In a week", width: 70, right: true },
    ],
    rows: measures.map((measure) => [
      measure.label,
      valueText(measure.unit, measure.value),
      restsOn(measure),
      measure.change ? changeText(measure.unit, measure.change.by) : "–",
    ]),
    total: measures.length,
    file: "",
    none: "",
  });
}
