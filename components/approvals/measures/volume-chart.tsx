"use client";

import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import type { Day } from "@/lib/approvals/measures/views";
import { MEASURED_LABELS, MEASURED_OUTCOMES, type MeasuredOutcome } from "@/lib/approvals/terms";
import { OUTCOME_INK } from "./outcome-ink";

const TICK = { fill: "var(--muted-foreground)", fontSize: 11 };
const shortDay = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", timeZone: "UTC" });
const day = (iso: string) => shortDay.format(new Date(`${iso}T00:00:00Z`));

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
        <XAxis dataKey="name" tickFormatter={day} tick={TICK} tickLine={false} axisLine={false} minTickGap={28} />
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

function Bubble({ day: iso, rows }: { day: string; rows: readonly Part[] }) {
  const parts = rows.flatMap(({ dataKey, value }) => {
    const outcome = MEASURED_OUTCOMES.find((one) => one === dataKey);
    return outcome && Number(value) > 0 ? [{ outcome, count: Number(value) }] : [];
  });
  return (
    <div className="rounded-md border border-border bg-popover px-3 py-2 text-xs shadow-md">
      <p className="font-medium">{day(iso)}</p>
      {parts.length === 0 ? <p className="text-muted-foreground">Nothing was asked</p> : null}
      {parts.map(({ outcome, count }) => (
        <p key={outcome} className="flex items-center gap-2">
          <Swatch outcome={outcome} />
          <span className="flex-1">{MEASURED_LABELS[outcome]}</span>
          <span className="tabular-nums">{count.toLocaleString("en")}</span>
        </p>
      ))}
    </div>
  );
}

function Swatch({ outcome }: { outcome: MeasuredOutcome }) {
  return <span aria-hidden className="size-2.5 shrink-0 rounded-xs" style={{ background: OUTCOME_INK[outcome] }} />;
}
