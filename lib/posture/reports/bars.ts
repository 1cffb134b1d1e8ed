import type { Column, Content } from "pdfmake/interfaces";
import { QUIET } from "@/lib/packs";

const NAME = 66;
const WIDTH = 330;
const HEIGHT = 9;

export interface BarRow {
  name: string;
  parts: readonly { value: number; ink: string }[];
  /** Words after the sum. */
  beside?: string;
}

/** Lying bars of parts, each with its sum, and what the inks mean. */
export function bars(rows: readonly BarRow[], legend: readonly { label: string; ink: string }[]): Content[] {
  const sums = rows.map(({ parts }) => parts.reduce((sum, { value }) => sum + value, 0));
  const most = Math.max(1, ...sums);
  const lines = rows.map(
    (row, at): Content => ({
      columns: [
        { text: row.name, width: NAME, fontSize: 8 },
        { canvas: partsOf(row, most), width: WIDTH },
        {
          text: `${(sums[at] ?? 0).toLocaleString("en")}${row.beside ? `, ${row.beside}` : ""}`,
          width: "*",
          fontSize: 8,
          color: QUIET,
        },
      ],
      margin: [0, 1, 0, 1],
    }),
  );
  const words: Content[] = legend.length
    ? [
        {
          columns: legend.flatMap(({ label, ink }): Column[] => [
            { canvas: [{ type: "rect", x: 0, y: 2, w: 7, h: 7, color: ink }], width: 11 },
            { text: label, width: "auto", fontSize: 8, color: QUIET, margin: [0, 0, 10, 0] },
          ]),
          margin: [0, 3, 0, 6],
        },
      ]
    : [];
  return [...lines, ...words];
}

function partsOf({ parts }: BarRow, most: number) {
  let x = 0;
  return parts
    .filter(({ value }) => value > 0)
    .map(({ value, ink }) => {
      const w = Math.max(1, (value / most) * (WIDTH - 12));
      const part = { type: "rect" as const, x, y: 1, w, h: HEIGHT, color: ink };
      x += w;
      return part;
    });
}
