import type { MeasuredList } from "@/lib/approvals/measures/schema";
import { MEASURED_LABELS } from "@/lib/approvals/terms";
import { PRIVILEGE_CLASS_LABELS } from "@/lib/people/terms";

const ONLY: Record<NonNullable<MeasuredList["only"]>, string> = {
  viewed: "somebody had on the screen",
  decided: "people decided",
  quick: "somebody decided in under 5 seconds",
  bulk: "somebody decided within 10 seconds of their last decision",
  joined: "were asked for again while they were open",
  late_denial: "somebody denied after the time was over",
  break_glass: "were approved by breaking the glass",
  to_review: "were approved by breaking the glass and wait for their review",
  canary: "were canaries",
};

/** Which requests these are, in one sentence. */
export function behindWords({ days, group, tool, outcome, day, only, reviewerId }: MeasuredList): string {
  const parts = [
    ...(outcome ? [`of the outcome “${MEASURED_LABELS[outcome].toLowerCase()}”`] : []),
    ...(only ? [`that ${ONLY[only]}`] : []),
    ...(reviewerId ? ["that one person decided"] : []),
    ...(group ? [`about ${PRIVILEGE_CLASS_LABELS[group].toLowerCase()}`] : []),
    ...(tool ? [`with ${tool}`] : []),
  ];
  const when = day ? `on ${day} (UTC)` : `in the last ${days} days`;
  return ["Requests made", when, parts.join(", ")].filter(Boolean).join(" ").concat(".");
}
