import type { CanvasElement } from "pdfmake/interfaces";

const DAY_MS = 86_400_000;
const INK = "#64748b";
const DOT = "#1d4ed8";

/**
 * The course of a number as a line with its last day marked, in points; nothing where fewer than two days were measured.
 * @param days days that the width stands for, the last of the trend at its right end
 */
export function line(
  trend: readonly { day: string; value: number }[],
  days: number,
  { width, height }: { width: number; height: number },
): CanvasElement[] {
  const last = trend.at(-1);
  if (!last || trend.length < 2) return [];
  const values = trend.map(({ value }) => value);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const from = Date.parse(last.day) - (days - 1) * DAY_MS;
  const points = trend.map(({ day, value }) => ({
    x: ((Date.parse(day) - from) / ((days - 1) * DAY_MS)) * width,
    // A number that never moved is a line through the middle.
    y: high === low ? height / 2 : height - ((value - low) / (high - low)) * height,
  }));
  const end = points.at(-1) ?? { x: width, y: height / 2 };
  return [
    { type: "polyline", points, lineWidth: 0.8, lineColor: INK },
    { type: "ellipse", x: end.x, y: end.y, r1: 1.5, r2: 1.5, color: DOT },
  ];
}
