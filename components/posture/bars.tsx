"use client";

import { Bar, CartesianGrid, ComposedChart, Line, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";

const TICK = { fill: "var(--muted-foreground)", fontSize: 11 };

export interface Series {
  key: string;
  label: string;
  ink: string;
}

export interface BarsProps {
  /** One bar each, named; the values of the series by their key, each with its words under `<key>Text` where they are no plain count. */
  rows: readonly Readonly<Record<string, string | number | null>>[];
  /** Stacked, from the foot of a bar to its top. */
  series: readonly Series[];
  /** A line over the bars, on a scale of its own at the right. */
  line?: Series & { unit: string };
  /** Bars lie: names stand at the left. */
  lying?: boolean;
  height: number;
}

/** Bars of parts. The table beside it says the same; readers are led there. */
export default function Bars({ rows, series, line, lying = false, height }: BarsProps) {
  const names = { dataKey: "name", tick: TICK, tickLine: false, axisLine: false } as const;
  const counts = { allowDecimals: false, tick: TICK, tickLine: false, axisLine: false } as const;
  return (
    <ResponsiveContainer width="100%" height={height} initialDimension={{ width: 560, height }}>
      <ComposedChart
        data={[...rows]}
        layout={lying ? "vertical" : "horizontal"}
        margin={{ top: 8, right: 4, bottom: 0, left: lying ? 0 : -20 }}
        barCategoryGap="20%"
        accessibilityLayer={false}
      >
        <CartesianGrid vertical={lying} horizontal={!lying} stroke="var(--border)" />
        {lying ? <XAxis type="number" {...counts} /> : <XAxis {...names} minTickGap={16} />}
        {lying ? <YAxis type="category" width={84} {...names} /> : <YAxis yAxisId="left" {...counts} />}
        {line ? <YAxis yAxisId="right" orientation="right" width={46} unit={` ${line.unit}`} {...counts} /> : null}
        <Tooltip
          cursor={{ fill: "var(--accent)" }}
          isAnimationActive={false}
          content={({ active, payload }) =>
            active && payload?.[0] ? (
              <Bubble
                row={payload[0].payload as BarsProps["rows"][number]}
                series={line ? [...series, line] : series}
              />
            ) : null
          }
        />
        {series.map(({ key, ink }) => (
          <Bar
            key={key}
            dataKey={key}
            stackId="parts"
            {...(lying ? {} : { yAxisId: "left" })}
            fill={ink}
            stroke="var(--card)"
            strokeWidth={1}
            isAnimationActive={false}
            maxBarSize={36}
          />
        ))}
        {line ? (
          <Line
            yAxisId="right"
            dataKey={line.key}
            stroke={line.ink}
            strokeWidth={1.75}
            strokeDasharray="4 3"
            dot={{ r: 2.5, strokeWidth: 0, fill: line.ink }}
            isAnimationActive={false}
            connectNulls
          />
        ) : null}
      </ComposedChart>
    </ResponsiveContainer>
  );
}

function Bubble({ row, series }: { row: BarsProps["rows"][number]; series: readonly Series[] }) {
  return (
    <div className="rounded-md border border-border bg-popover px-3 py-2 text-xs shadow-md">
      <p className="font-medium">{row.name}</p>
      {series.map(({ key, label, ink }) => (
        <p key={key} className="flex items-center gap-2">
          <span aria-hidden className="size-2.5 shrink-0 rounded-xs" style={{ background: ink }} />
          <span className="flex-1">{label}</span>
          <span className="tabular-nums">{wordsOf(row, key)}</span>
        </p>
      ))}
    </div>
  );
}

function wordsOf(row: BarsProps["rows"][number], key: string): string {
  const value = row[key];
  return String(row[`${key}Text`] ?? (typeof value === "number" ? value.toLocaleString("en") : "–"));
}
