import { cn } from "@/components/cn";

const WIDTH = 100;
const HEIGHT = 28;
const EDGE = 3;

export interface SparkProps {
  trend: readonly { day: string; value: number }[];
  /** Days that the width stands for, the last one today. */
  days: number;
  className?: string;
}

/** The course of a number as a line, drawn on the server. What it shows is said in words beside it. */
export function Spark({ trend, days, className }: SparkProps) {
  const last = trend.at(-1);
  if (!last || trend.length < 2) return <span aria-hidden className={cn("block h-7", className)} />;
  const values = trend.map(({ value }) => value);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const from = Date.parse(last.day) - (days - 1) * 86_400_000;
  const x = (day: string) => EDGE + ((Date.parse(day) - from) / ((days - 1) * 86_400_000)) * (WIDTH - 2 * EDGE);
  // A number that never moved is a line through the middle, and not one at the foot.
  const y = (value: number) =>
    high === low ? HEIGHT / 2 : HEIGHT - EDGE - ((value - low) / (high - low)) * (HEIGHT - 2 * EDGE);
  const points = trend.map(({ day, value }) => `${x(day).toFixed(1)},${y(value).toFixed(1)}`);
  return (
    <svg
      aria-hidden
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      className={cn("block h-7 w-full overflow-visible", className)}
    >
      <polyline
        points={points.join(" ")}
        fill="none"
        stroke="var(--input)"
        strokeWidth={1.5}
        strokeLinejoin="round"
        strokeLinecap="round"
        vectorEffect="non-scaling-stroke"
      />
      <line
        x1={x(last.day)}
        x2={x(last.day)}
        y1={y(last.value)}
        y2={y(last.value)}
        stroke="var(--primary)"
        strokeWidth={5}
        strokeLinecap="round"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  );
}
