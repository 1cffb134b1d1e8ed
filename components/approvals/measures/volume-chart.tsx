"use client";

import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { ChartBubble, dayText, TICK } from "@/components/ui/chart-bubble";
import type { Day } from "@/lib/approvals/measures/views";
import { MEASURED_LABELS, MEASURED_OUTCOMES } from "@/lib/approvals/terms";
import { OUTCOME_INK } from "./outcome-ink";

/** Requests by day and outcome. The table below it says the same; readers are led there. */
export default function VolumeChart({ days }: { days: readonly Day[] }) {
  const shown = MEASURED_OUTCOMES.filter((outcome) => days.some(({ outcomes }) => outcomes[outcome] > 0));
  const rows = days.map(({ day: name, outcomes }) => ({ name, ...outcomes }));
  return (
    <ResponsiveContainer width="100%" height={240} initialDimension={{ width: 800, height: 240 }}>
      <BarChart
        data={rows}
        margin={{ top: 8, right: 4, bottom: 0, left: -20 }}
        barCategoryGap="18%"
        accessibilityLayer={false}
      >
        <CartesianGrid vertical={false} stroke="var(--border)" />
        <XAxis dataKey="name" tickFormatter={dayText} tick={TICK} tickLine={false} axisLine={false} minTickGap={28} />
        <YAxis allowDecimals={false} tick={TICK} tickLine={false} axisLine={false} />
        <Tooltip
          cursor={{ fill: "var(--accent)" }}
          isAnimationActive={false}
          content={({ active, label, payload }) =>
            active && payload?.length ? <Bubble day={String(label)} rows={payload} /> : null
          }
        />
        {shown.map((outcome) => (
          <Bar
            key={outcome}
            dataKey={outcome}
            stackId="outcomes"
            fill={OUTCOME_INK[outcome]}
            stroke="var(--card)"
            strokeWidth={1}
            isAnimationActive={false}
            maxBarSize={44}
          />
        ))}
      </BarChart>
    </ResponsiveContainer>
  );
}

interface Part {
  dataKey?: unknown;
  value?: unknown;
}

function Bubble({ day, rows }: { day: string; rows: readonly Part[] }) {
  const parts = rows.flatMap(({ dataKey, value }) => {
    const outcome = MEASURED_OUTCOMES.find((one) => one === dataKey);
    return outcome && Number(value) > 0
      ? [{ label: MEASURED_LABELS[outcome], ink: OUTCOME_INK[outcome], count: Number(value) }]
      : [];
  });
  return <ChartBubble title={dayText(day)} parts={parts} nothing="Nothing was asked" />;
}
