"use client";

import { Bar, CartesianGrid, ComposedChart, Line, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import type { UsageStep } from "@/lib/usage/views";
import { ERRORS_INK, SERIES, SERIES_INK, SERIES_LABELS } from "./inks";
import { stepName } from "./step-name";

const TICK = { fill: "var(--muted-foreground)", fontSize: 11 };
const short = new Intl.NumberFormat("en", { notation: "compact" });

interface CallsChartProps {
  steps: readonly UsageStep[];
  grain: "hour" | "day";
  /** Whether any outcome was reported: without one nobody knows of errors, and no line says that there were none. */
  reported: boolean;
}

/** Calls by hour or day and what became of them. The table below it says the same; readers are led there. */
export default function CallsChart({ steps, grain, reported }: CallsChartProps) {
  const rows = steps.map(({ start, calls, denied, steppedUp, errors }) => ({
    ...{ start, denied, steppedUp, errors },
    through: calls - denied - steppedUp,
  }));
  const tick = (start: string) => stepName(start, grain);
  return (
    <ResponsiveContainer width="100%" height={240} initialDimension={{ width: 800, height: 240 }}>
      <ComposedChart
        data={rows}
        margin={{ top: 8, right: 4, bottom: 0, left: -14 }}
        barCategoryGap="18%"
        accessibilityLayer={false}
      >
        <CartesianGrid vertical={false} stroke="var(--border)" />
        <XAxis dataKey="start" tickFormatter={tick} tick={TICK} tickLine={false} axisLine={false} minTickGap={28} />
        <YAxis
          allowDecimals={false}
          tickFormatter={(value) => short.format(value)}
          tick={TICK}
          tickLine={false}
          axisLine={false}
        />
        <Tooltip
          cursor={{ fill: "var(--accent)" }}
          isAnimationActive={false}
          content={({ active, label }) => {
            const row = active ? rows.find(({ start }) => start === label) : undefined;
            return row ? <Bubble name={tick(row.start)} row={row} /> : null;
          }}
        />
        {SERIES.map((series) => (
          <Bar
            key={series}
            dataKey={series}
            stackId="calls"
            fill={SERIES_INK[series]}
            stroke="var(--card)"
            strokeWidth={1}
            isAnimationActive={false}
            maxBarSize={44}
          />
        ))}
        {reported ? (
          <Line
            dataKey="errors"
            stroke={ERRORS_INK}
            strokeWidth={1.5}
            strokeDasharray="4 3"
            dot={false}
            isAnimationActive={false}
          />
        ) : null}
      </ComposedChart>
    </ResponsiveContainer>
  );
}

type Counts = Record<(typeof SERIES)[number] | "errors", number>;

function Bubble({ name, row }: { name: string; row: Counts }) {
  const calls = SERIES.reduce((sum, series) => sum + row[series], 0);
  const lines = [
    ...SERIES.toReversed().map((series) => ({
      label: SERIES_LABELS[series],
      count: row[series],
      ink: SERIES_INK[series],
    })),
    { label: "Errors", count: row.errors, ink: ERRORS_INK },
  ];
  return (
    <div className="rounded-md border border-border bg-popover px-3 py-2 text-xs shadow-md">
      <p className="font-medium">
        {name}: {calls.toLocaleString("en")} {calls === 1 ? "call" : "calls"}
      </p>
      {lines.map(({ label, count, ink }) =>
        count > 0 ? (
          <p key={label} className="flex items-center gap-2">
            <span aria-hidden className="size-2.5 shrink-0 rounded-xs" style={{ background: ink }} />
            <span className="flex-1">{label}</span>
            <span className="tabular-nums">{count.toLocaleString("en")}</span>
          </p>
        ) : null,
      )}
    </div>
  );
}
