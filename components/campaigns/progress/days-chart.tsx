"use client";

import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { ChartBubble, dayText, TICK } from "@/components/ui/chart-bubble";
import { DECISION_LABELS, DECISIONS } from "@/lib/campaigns/terms";
import type { CampaignProgressView } from "@/lib/campaigns/views";
import { OUTCOME_INK } from "./groups";

type Days = CampaignProgressView["days"];

/** Votes of each day. The table below it says the same; readers are led there. */
export default function DaysChart({ days }: { days: Days }) {
  const shown = DECISIONS.filter((decision) => days.some((day) => day[decision] > 0));
  return (
    <ResponsiveContainer width="100%" height={220} initialDimension={{ width: 480, height: 220 }}>
      <BarChart
        data={[...days]}
        margin={{ top: 8, right: 4, bottom: 0, left: -20 }}
        barCategoryGap="18%"
        accessibilityLayer={false}
      >
        <CartesianGrid vertical={false} stroke="var(--border)" />
        <XAxis dataKey="day" tickFormatter={dayText} tick={TICK} tickLine={false} axisLine={false} minTickGap={24} />
        <YAxis allowDecimals={false} tick={TICK} tickLine={false} axisLine={false} />
        <Tooltip
          cursor={{ fill: "var(--accent)" }}
          isAnimationActive={false}
          content={({ active, label }) => (active ? <Bubble day={days.find(({ day }) => day === label)} /> : null)}
        />
        {shown.map((decision) => (
          <Bar
            key={decision}
            dataKey={decision}
            stackId="votes"
            fill={OUTCOME_INK[decision]}
            stroke="var(--card)"
            strokeWidth={1}
            isAnimationActive={false}
            maxBarSize={40}
          />
        ))}
      </BarChart>
    </ResponsiveContainer>
  );
}

function Bubble({ day }: { day: Days[number] | undefined }) {
  if (!day) return null;
  const parts = DECISIONS.filter((decision) => day[decision] > 0).map((decision) => ({
    label: DECISION_LABELS[decision],
    ink: OUTCOME_INK[decision],
    count: day[decision],
  }));
  return <ChartBubble title={dayText(day.day)} parts={parts} nothing="Nothing was decided" />;
}
