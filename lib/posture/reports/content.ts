import type { Content, ContentCanvas, TableCell } from "pdfmake/interfaces";
import { heading, instant, literal, note, QUIET, ROWS, SHADED } from "@/lib/packs";
import { changeText, restsOn, valueText } from "../present";
import { TREND_DAYS } from "../terms";
import type { MeasuredView, PostureView } from "../views";
import { campaignBars, tierBars, weeklyBars } from "./pictures";
import { line } from "./spark";

const LINK = "#1d4ed8";
const MOST_WORSE = 6;
const WORDS = { better: ", better", worse: ", worse", same: "", neutral: "" };

/** What the report says: every number on the first page, the pictures and what they stand on on the second. `base`: of the console. */
export function contentOf(posture: PostureView, base: string): Content[] {
  const { measures, team, asOf } = posture;
  const headline = measures.filter((one) => one.headline);
  return [
    { text: "Countersign", color: QUIET, fontSize: 9 },
    {
      text: team ? `Posture of the team ${literal(team.name)}` : "Posture of the organisation",
      style: "title",
      margin: [0, 2, 0, 2],
    },
    {
      text: `As of ${instant(asOf)}. Every number opens the rows in the console that it was counted from.`,
      color: QUIET,
      margin: [0, 0, 0, 6],
    },
    ...[headline.slice(0, 3), headline.slice(3)].filter((row) => row.length > 0).map((row) => figures(row, base)),
    ...worse(posture, base),
    heading("All measures"),
    allMeasures(measures, base),
    { text: "", pageBreak: "after" },
    ...tierBars(posture),
    ...weeklyBars(posture),
    ...campaignBars(posture),
    ...alerts(posture, base),
  ];
}

const linkTo = (base: string, href: string) => ({ link: new URL(href, base).href, color: LINK });
const changed = ({ unit, change }: MeasuredView) =>
  change ? `${changeText(unit, change.by)}${WORDS[change.direction]}` : null;

/** Large numbers side by side, each the way to its rows. */
function figures(measures: readonly MeasuredView[], base: string): Content {
  const cells = measures.map((measure): TableCell => {
    const { unit, change } = measure;
    const since = change ? `${changeText(unit, change.by)} in a week${WORDS[change.direction]}` : null;
    return {
      stack: [
        { text: valueText(measure.unit, measure.value), style: "figure", ...linkTo(base, measure.href) },
        { text: measure.label, fontSize: 8.5 },
        { text: restsOn(measure), fontSize: 8, color: QUIET },
        { text: since ?? "No week to compare with yet", fontSize: 8, color: QUIET },
      ],
    };
  });
  return {
    table: { widths: ["*", "*", "*"], body: [[...cells, "", "", ""].slice(0, 3)] },
    layout: SHADED,
    margin: [0, 0, 0, 4],
  };
}

function worse({ worse: all, comparedWith }: PostureView, base: string): Content[] {
  if (comparedWith === null)
    return [heading("What got worse"), note("Nothing was measured a week ago: there is nothing to compare with yet.")];
  const more = all.length - MOST_WORSE;
  return [
    heading(`What got worse since ${comparedWith}`),
    all.length
      ? {
          ul: all.slice(0, MOST_WORSE).map(({ sentence, href }) => ({ text: sentence, ...linkTo(base, href) })),
          margin: [0, 0, 0, 4],
        }
      : note("Nothing."),
    ...(more > 0 ? [note(`And ${more} more, among all measures below.`)] : []),
  ];
}

function allMeasures(measures: readonly MeasuredView[], base: string): Content {
  const right = { alignment: "right" } as const;
  const head: TableCell[] = [
    { text: "Measure", style: "head" },
    { text: "Now", style: "head", ...right },
    { text: "Rests on", style: "head", ...right },
    { text: "In a week", style: "head", ...right },
    { text: `${TREND_DAYS} days`, style: "head" },
  ];
  const rows = measures.map((measure): TableCell[] => [
    { text: measure.label },
    { text: valueText(measure.unit, measure.value), ...right, ...linkTo(base, measure.href) },
    { text: restsOn(measure), ...right },
    { text: changed(measure) ?? "–", ...right },
    courseOf(measure),
  ]);
  return {
    table: { headerRows: 1, widths: ["*", 48, 140, 92, 64], body: [head, ...rows], dontBreakRows: true },
    layout: ROWS,
    fontSize: 8,
  };
}

function courseOf({ trend }: MeasuredView): ContentCanvas | { text: string } {
  const canvas = line(trend, TREND_DAYS, { width: 60, height: 9 });
  return canvas.length ? { canvas, margin: [0, 1, 0, 0] } : { text: "" };
}

const STATES = { good: "Good", attention: "Needs a look", unknown: "Not known" };

function alerts({ alerts: all }: PostureView, base: string): Content[] {
  if (all.length === 0) return [];
  const rows = all.map(({ label, state, sentence, href }): TableCell[] => [
    { text: label, ...linkTo(base, href) },
    { text: STATES[state], bold: state !== "good" },
    { text: literal(sentence) },
  ]);
  const head = ["What", "State", "How it is"].map((text): TableCell => ({ text, style: "head" }));
  return [
    heading("What the numbers stand on"),
    {
      table: { headerRows: 1, widths: [110, 70, "*"], body: [head, ...rows], dontBreakRows: true },
      layout: ROWS,
      fontSize: 8,
    },
  ];
}
