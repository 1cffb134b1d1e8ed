import { OctagonX, Timer } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import { LiteralText } from "@/components/ui/literal-text";
import { Time } from "@/components/ui/time";
import { acknowledgement, cancelledText, endedText, killTime, targetText } from "@/lib/incidents/present";
import { TARGET_LABELS } from "@/lib/incidents/terms";
import type { SwitchView } from "@/lib/incidents/views";
import { LiftButtons, type LiftButtonsProps } from "./lift-buttons";

export interface SwitchCardProps {
  view: SwitchView;
  actions: LiftButtonsProps["actions"];
}

/** One switch that is on: what it stops, since when, by whom, and that everybody denies. */
export function SwitchCard({ view, actions }: SwitchCardProps) {
  const { counts } = view;
  const title = `switch-${view.id}`;
  return (
    <article aria-labelledby={title} className="overflow-hidden rounded-lg border border-danger-line bg-card">
      <header className="flex items-start justify-between gap-3 border-danger-line border-b bg-danger-soft px-4 py-3">
        <div className="flex min-w-0 items-start gap-2.5">
          <OctagonX aria-hidden className="mt-0.5 size-5 shrink-0 text-danger" />
          <div className="min-w-0">
            <h2 id={title} className="font-semibold text-base [overflow-wrap:anywhere]">
              <TargetLink view={view} />
            </h2>
            <p className="text-muted-foreground text-xs">
              {TARGET_LABELS[view.targetKind]} · thrown {view.thrownBy ? `by ${view.thrownBy.name} ` : ""}
              <Time at={view.thrownAt} />
            </p>
          </div>
        </div>
        <Badge tone="danger">Stopped</Badge>
      </header>
      <div className="grid gap-3 px-4 py-3">
        <p className="[overflow-wrap:anywhere]">
          <LiteralText text={view.reason} />
        </p>
        <p className="flex items-start gap-2 font-medium">
          <Timer aria-hidden className="mt-0.5 size-4 shrink-0 text-muted-foreground" />
          <span>{acknowledgement(view)}</span>
        </p>
        <p className="text-muted-foreground text-xs">{effectText(view)}</p>
        {view.liftRequestedBy ? (
          <div className="rounded-md border border-warning-line bg-warning-soft px-3 py-2">
            <p className="font-medium">
              {view.liftRequestedBy.name} asked to lift it <Time at={view.liftRequestedAt} />
            </p>
            <p className="mt-0.5 [overflow-wrap:anywhere]">
              <LiteralText text={view.liftReason} />
            </p>
          </div>
        ) : null}
        <LiftButtons view={view} actions={actions} suspended={counts.suspended} />
      </div>
    </article>
  );
}

/** The target, with the way to it where it has a page. */
export function TargetLink({ view }: { view: Pick<SwitchView, "targetKind" | "target" | "name"> }) {
  const said = <LiteralText text={sentenceCase(targetText(view.targetKind, view.name))} />;
  const page = view.targetKind === "agent" ? "agents" : view.targetKind === "owner" ? "people" : null;
  if (!page) return said;
  return (
    <Link href={`/${page}/${view.target}` as Route} prefetch={false} className="underline-offset-3 hover:underline">
      {said}
    </Link>
  );
}

/** What it did, in numbers. */
export function effectText({ targetKind, counts, drill }: SwitchView): string {
  const agents = `${counts.agents.toLocaleString("en")} ${counts.agents === 1 ? "agent" : "agents"}`;
  if (drill) return `Would have covered ${agents}.`;
  if (targetKind === "tool" || targetKind === "server")
    return `${agents} had it; only calls of it are denied${cancelledText(counts.approvals)}.`;
  return `Covers ${agents}: ${endedText(counts)}`;
}

export function timeToKill(view: SwitchView): string {
  return view.killMicros === null ? "not confirmed" : killTime(view.killMicros);
}

function sentenceCase(text: string): string {
  return /^(everything|every|the) /.test(text) ? text.charAt(0).toUpperCase() + text.slice(1) : text;
}
