"use client";

import { Bar, BarChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { ChartBubble, TICK } from "@/components/ui/chart-bubble";
import type { ProgressCell } from "@/lib/campaigns/views";
import { GROUP_INK, GROUP_LABELS, groupsIn, groupsOf } from "./groups";

const ROW_PX = 30;
const NAME_CHARS = 23;

/** One bar for each cell, its items by group. The table below it says the same; readers are led there. */
export default function CellsChart({ cells }: { cells: readonly ProgressCell[] }) {
  const shown = groupsIn(cells);
  const rows = cells.map((cell) => ({ name: cell.label, ...groupsOf(cell) }));
  const height = rows.length * ROW_PX + 30;
  return (
    <ResponsiveContainer width="100%" height={height} initialDimension={{ width: 480, height }}>
      <BarChart
        layout="vertical"
        data={rows}
        margin={{ top: 0, right: 12, bottom: 0, left: 0 }}
        barCategoryGap="28%"
        accessibilityLayer={false}
      >
        <XAxis type="number" allowDecimals={false} tick={TICK} tickLine={false} axisLine={false} />
        <YAxis
          type="category"
          dataKey="name"
          tick={TICK}
          tickLine={false}
          axisLine={false}
          width={140}
          interval={0}
          tickFormatter={(name: string) => (name.length > NAME_CHARS ? `${name.slice(0, NAME_CHARS - 1)}…` : name)}
        />
        <Tooltip
          cursor={{ fill: "var(--accent)" }}
          isAnimationActive={false}
          content={({ active, label }) => (active ? <Bubble cell={cells.find((one) => one.label === label)} /> : null)}
        />
        {shown.map((group) => (
          <Bar
            key={group}
            dataKey={group}
            stackId="items"
            fill={GROUP_INK[group]}
            stroke="var(--card)"
            strokeWidth={1}
            isAnimationActive={false}
            maxBarSize={18}
          />
        ))}
      </BarChart>
    </ResponsiveContainer>
  );
}

function Bubble({ cell }: { cell: ProgressCell | undefined }) {
  if (!cell) return null;
  const sums = groupsOf(cell);
  const parts = groupsIn([cell]).map((group) => ({
    label: GROUP_LABELS[group],
    ink: GROUP_INK[group],
    count: sums[group],
  }));
  return <ChartBubble title={cell.label} parts={parts} nothing="No items" />;
}
