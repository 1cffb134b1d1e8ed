import type { Column, Content } from "pdfmake/interfaces";
import { QUIET } from "@/lib/packs";

const NAME = 60;
const WIDTH = 232;
const HEIGHT = 8;
/** A single call in a week is no wall of colour. */
const LEAST_SCALE = 5;

export interface BarRow {
  name: string;
  /** In the order of the parts. */
  values: readonly number[];
  /** Words after the numbers. */
  beside?: string;
}

export interface Part {
  label: string;
  ink: string;
}

/** Lying bars of parts, each with its numbers in words, so that nothing is told by ink alone, and what the inks mean. */
export function bars(rows: readonly BarRow[], parts: readonly Part[]): Content[] {
  const sums = rows.map(({ values }) => values.reduce((sum, value) => sum + value, 0));
  const most = Math.max(LEAST_SCALE, ...sums);
  const lines = rows.map((row, at): Content => {
    const canvas = rects(row, parts, most);
    return {
      columns: [
        { text: row.name, width: NAME, fontSize: 8 },
        canvas.length ? { canvas, width: WIDTH } : { text: "", width: WIDTH },
        { text: wordsOf(row, parts, sums[at] ?? 0), width: "*", fontSize: 8, color: QUIET },
      ],
      margin: [0, 1, 0, 1],
    };
  });
  return parts.length > 1 ? [...lines, legend(parts)] : lines;
}

function wordsOf({ values, beside }: BarRow, parts: readonly Part[], sum: number): string {
  const named = values.flatMap((value, at) =>
    value > 0 ? [`${value.toLocaleString("en")} ${parts[at]?.label.toLowerCase() ?? ""}`] : [],
  );
  const told = named.length > 1 ? `${sum.toLocaleString("en")}: ${named.join(", ")}` : (named[0] ?? "0");
  return beside ? `${told}; ${beside}` : told;
}

function legend(parts: readonly Part[]): Content {
  return {
    columns: parts.flatMap(({ label, ink }): Column[] => [
      { canvas: [{ type: "rect", x: 0, y: 2, w: 7, h: 7, color: ink }], width: 11 },
      { text: label, width: "auto", fontSize: 8, color: QUIET, margin: [0, 0, 10, 0] },
    ]),
    margin: [0, 3, 0, 2],
  };
}

function rects({ values }: BarRow, parts: readonly Part[], most: number) {
  let x = 0;
  return values.flatMap((value, at) => {
    if (value <= 0) return [];
    const w = Math.max(1, (value / most) * (WIDTH - 12));
    const part = { type: "rect" as const, x, y: 1, w, h: HEIGHT, color: parts[at]?.ink ?? QUIET };
    x += w;
    return [part];
  });
}
