import { ArrowDown, ArrowUp, Minus } from "lucide-react";
import { cn } from "@/components/cn";
import { changeText } from "@/lib/posture/present";
import type { MeasuredView } from "@/lib/posture/views";

const INK = {
  better: "text-success",
  worse: "text-danger",
  same: "text-muted-foreground",
  neutral: "text-muted-foreground",
};
const WORDS = { better: "better", worse: "worse", same: "as a week ago", neutral: "" };

/** How a number changed in a week: by a sign, an arrow and a word, and never by colour alone. */
export function Change({ measure: { change, unit }, brief = false }: { measure: MeasuredView; brief?: boolean }) {
  if (!change) return <span className="text-muted-foreground">{brief ? "–" : "No week to compare with yet"}</span>;
  const { by, direction } = change;
  const Arrow = direction === "same" ? Minus : by > 0 ? ArrowUp : ArrowDown;
  const words = [direction === "same" ? "" : changeText(unit, by), WORDS[direction]].filter(Boolean).join(", ");
  return (
    <span className={cn("inline-flex items-center gap-1 whitespace-nowrap", INK[direction])}>
      <Arrow aria-hidden className="size-3.5 shrink-0" />
      <span>{words}</span>
      <span className="sr-only"> since {change.since}</span>
    </span>
  );
}
