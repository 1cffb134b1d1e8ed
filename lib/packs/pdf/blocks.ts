import type { Content, CustomTableLayout, TableCell } from "pdfmake/interfaces";

/** The few shapes that the report is made of. */
export const INK = "#0f172a";
export const QUIET = "#475569";
export const LINE = "#cbd5e1";
const SHADE = "#f1f5f9";

export const ROWS: CustomTableLayout = {
  hLineWidth: (row, node) => (row === 0 || row === node.table.body.length ? 0 : row === 1 ? 0.8 : 0.4),
  vLineWidth: () => 0,
  hLineColor: (row) => (row === 1 ? QUIET : LINE),
  paddingLeft: () => 4,
  paddingRight: () => 4,
  paddingTop: () => 3,
  paddingBottom: () => 3,
};

const PLAIN: CustomTableLayout = {
  hLineWidth: () => 0,
  vLineWidth: () => 0,
  paddingLeft: () => 0,
  paddingRight: () => 8,
  paddingTop: () => 1.5,
  paddingBottom: () => 1.5,
};

/** Cells on a shade, side by side. */
export const SHADED: CustomTableLayout = {
  hLineWidth: () => 0,
  vLineWidth: (column, node) => (column === 0 || column === node.table.widths?.length ? 0 : 4),
  vLineColor: () => "#ffffff",
  fillColor: () => SHADE,
  paddingLeft: () => 8,
  paddingRight: () => 8,
  paddingTop: () => 6,
  paddingBottom: () => 6,
};

export const heading = (text: string): Content => ({
  text,
  style: "heading",
  headlineLevel: 1,
  tocItem: false,
});

export const note = (text: string): Content => ({ text, style: "note" });

/** Name and value, line by line. */
export function pairs(lines: readonly (readonly [string, string])[]): Content {
  const body: TableCell[][] = lines.map(([name, value]) => [{ text: name, color: QUIET }, { text: value }]);
  return { table: { widths: [118, "*"], body }, layout: PLAIN, margin: [0, 0, 0, 6] };
}

/** Large figures side by side. */
export function figures(cells: readonly { value: string; label: string }[]): Content {
  const row = cells.map(({ value, label }) => ({
    stack: [
      { text: value, style: "figure" },
      { text: label, fontSize: 8, color: QUIET },
    ],
  }));
  return { table: { widths: cells.map(() => "*"), body: [row] }, layout: SHADED, margin: [0, 4, 0, 10] };
}

interface Grid {
  columns: readonly { title: string; width: number | "*" | "auto"; right?: boolean }[];
  rows: readonly (readonly string[])[];
  /** How many there are in all; what is more than `rows` stands in `file`. */
  total: number;
  file: string;
  none: string;
}

/** A table with a head on every page; a sentence where there is nothing, and where the rest is when it is cut. */
export function grid({ columns, rows, total, file, none }: Grid): Content[] {
  if (rows.length === 0) return [note(none)];
  const aligned = (text: string, at: number, style?: string): TableCell => ({
    text,
    alignment: columns[at]?.right ? "right" : "left",
    // What somebody wrote without a space must not run over the next column.
    ...(/\S{24}/.test(text) ? { wordBreak: "break-all" as const } : {}),
    ...(style ? { style } : {}),
  });
  const head = columns.map(({ title }, at) => aligned(title, at, "head"));
  const body = rows.map((row) => row.map((text, at) => aligned(text, at)));
  const table: Content = {
    table: { headerRows: 1, widths: columns.map(({ width }) => width), body: [head, ...body], dontBreakRows: true },
    layout: ROWS,
    fontSize: 8,
    margin: [0, 0, 0, 6],
  };
  if (total <= rows.length) return [table];
  return [
    table,
    note(
      `The first ${rows.length.toLocaleString("en")} of ${total.toLocaleString("en")}: all of them stand in ${file}.`,
    ),
  ];
}
