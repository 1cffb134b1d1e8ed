import { FileArchive } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { LiteralText } from "@/components/ui/literal-text";
import { Progress } from "@/components/ui/progress";
import { Time } from "@/components/ui/time";
import { STATE_LABELS } from "@/lib/evidence/terms";
import type { ExportView } from "@/lib/evidence/views";
import { eventsText, STATE_TONES, sizeText } from "./words";

/** Exports, the newest first, each with where it stands. */
export function ExportList({ exports }: { exports: readonly ExportView[] }) {
  return (
    <Card>
      <ul aria-label="Exports" className="divide-y divide-border">
        {exports.map((one) => (
          <li key={one.id} className="grid gap-1.5 px-4 py-3">
            <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <FileArchive aria-hidden className="size-4 text-muted-foreground" />
              <Link
                href={`/evidence/${one.id}` as Route}
                className="min-w-0 font-medium underline-offset-4 hover:underline"
              >
                <LiteralText text={one.title} />
              </Link>
              <Badge tone={STATE_TONES[one.state]}>{STATE_LABELS[one.state]}</Badge>
            </p>
            <p className="flex flex-wrap gap-x-3 gap-y-1 text-muted-foreground text-xs">
              <span>
                <LiteralText text={one.askedBy} />, <Time at={one.askedAt} />
              </span>
              {one.state === "ready" ? (
                <span className="tabular-nums">
                  {eventsText(one.total)}, {sizeText(one.bytes)}
                </span>
              ) : null}
              <span>{one.formats.map((format) => format.toUpperCase()).join(", ")}</span>
              {one.state === "ready" ? (
                <span>
                  kept until <Time at={one.expiresAt} format="exact" />
                </span>
              ) : null}
            </p>
            <ExportProgress of={one} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** How far it is, while it is gathered; why not, where it failed. */
export function ExportProgress({ of }: { of: ExportView }) {
  if (of.error)
    return (
      <p className="text-danger">
        <LiteralText text={of.error} />
      </p>
    );
  if (of.state !== "gathering") return null;
  return (
    <Progress
      label="Events gathered"
      value={of.done}
      max={Math.max(1, of.total)}
      detail={`${of.done.toLocaleString("en")} of ${of.total.toLocaleString("en")}`}
    />
  );
}
