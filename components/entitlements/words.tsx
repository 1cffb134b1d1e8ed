import {
  CalendarClock,
  CircleCheck,
  CirclePause,
  CircleSlash2,
  CircleX,
  Hourglass,
  ShieldAlert,
  TriangleAlert,
} from "lucide-react";
import { cn } from "@/components/cn";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import { LiteralText } from "@/components/ui/literal-text";
import { limitsOf, type Part, sentenceOf } from "@/lib/entitlements/present";
import type { ShapeView } from "@/lib/entitlements/schema";
import {
  ACTION_LABELS,
  type Action,
  DANGEROUS_ACTIONS,
  type EntitlementKind,
  type EntitlementState,
  STATE_LABELS,
} from "@/lib/entitlements/terms";

/** A grant as a sentence; the words of others stand out and are shown literally. */
export function GrantSentence({
  shape,
  ending,
  className,
}: {
  shape: ShapeView;
  /** When it ends, where that is no instant yet. */
  ending?: string | undefined;
  className?: string | undefined;
}) {
  return <Words parts={sentenceOf(shape, ending)} className={className} />;
}

/** What limits a grant, or that nothing does: where its target stands beside it. */
export function GrantLimits({ shape }: { shape: ShapeView }) {
  const limits = limitsOf(shape);
  return limits.length ? <Words parts={limits} /> : <>without a condition</>;
}

function Words({ parts, className }: { parts: readonly Part[]; className?: string | undefined }) {
  const placed = parts.map((part, place) => ({ ...part, place }));
  return (
    <span className={cn("[overflow-wrap:anywhere]", className)}>
      {placed.map((part) =>
        "text" in part ? (
          <span key={part.place}>{part.text}</span>
        ) : (
          <LiteralText
            key={part.place}
            text={part.outside}
            className="font-medium font-mono text-[0.925em] text-foreground"
          />
        ),
      )}
    </span>
  );
}

const STATE_LOOK = {
  requested: { icon: Hourglass, tone: "warning" },
  active: { icon: CircleCheck, tone: "success" },
  suspended: { icon: CirclePause, tone: "warning" },
  rejected: { icon: CircleX, tone: "outline" },
  revoked: { icon: CircleSlash2, tone: "outline" },
  expired: { icon: CalendarClock, tone: "outline" },
} as const satisfies Record<EntitlementState, { icon: typeof Hourglass; tone: BadgeTone }>;

export function StateBadge({ state }: { state: EntitlementState }) {
  const { icon: Icon, tone } = STATE_LOOK[state];
  return (
    <Badge tone={tone}>
      <Icon aria-hidden />
      {STATE_LABELS[state]}
    </Badge>
  );
}

/** What may be done; what can do harm that is hard to undo has a mark of its own. */
export function ActionBadges({ actions }: { actions: readonly Action[] }) {
  return (
    <ul aria-label="What it may do" className="flex flex-wrap items-center gap-1">
      {actions.map((action) => {
        const harsh = DANGEROUS_ACTIONS.includes(action);
        return (
          <li key={action} className="flex">
            <Badge tone={harsh ? "warning" : "neutral"}>
              {harsh ? <TriangleAlert aria-hidden /> : null}
              {ACTION_LABELS[action]}
            </Badge>
          </li>
        );
      })}
    </ul>
  );
}

/** What sets a grant apart from an ordinary one. */
export function MarkBadges({ kind, wide }: { kind: EntitlementKind; wide: boolean }) {
  return (
    <>
      {kind === "elevation" ? <Badge tone="info">Elevation</Badge> : null}
      {wide ? (
        <Badge tone="danger">
          <ShieldAlert aria-hidden />
          Far too wide
        </Badge>
      ) : null}
    </>
  );
}
