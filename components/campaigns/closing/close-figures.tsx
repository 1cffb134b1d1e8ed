import type { ReactNode } from "react";
import type { ClosePreview } from "@/lib/campaigns/closing/views";
import { counted } from "./words";

/** Four numbers before anything else: how much, of whom, in use, for good. */
export function CloseFigures({ preview }: { preview: ClosePreview }) {
  const { revocations, items, share, agents, use, irreversible, remediations, kept } = preview;
  return (
    <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-lg border border-border bg-border lg:grid-cols-4">
      <Figure
        label="Taken away"
        value={revocations}
        note={`${share.toLocaleString("en")} % of ${counted(items, "item")}`}
      />
      <Figure
        label="Changed in all"
        value={remediations}
        note={`of ${counted(agents, "agent")}; ${kept.toLocaleString("en")} kept`}
      />
      <Figure label="Used in the last 30 days" value={use.within_30_days} note="stops working" alarming />
      <Figure label="Cannot be given back" value={irreversible} note="credentials, once applied" alarming />
    </dl>
  );
}

function Figure({
  label,
  value,
  note,
  alarming = false,
}: {
  label: string;
  value: number;
  note: ReactNode;
  alarming?: boolean;
}) {
  return (
    <div className="grid content-start gap-0.5 bg-card px-4 py-3">
      <dt className="text-muted-foreground text-xs">{label}</dt>
      <dd className={`font-semibold text-2xl tabular-nums ${alarming && value > 0 ? "text-danger" : ""}`}>
        {value.toLocaleString("en")}
      </dd>
      <dd className="text-muted-foreground text-xs">{note}</dd>
    </div>
  );
}
