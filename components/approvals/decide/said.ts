import { toast } from "@/components/ui/toast";
import type { VoteAnswer } from "@/lib/approvals/terms";
import { readLiteral } from "@/lib/literal";
import type { DeskCase } from "./desk-case";
import type { Answered } from "./types";

const LONGEST = 140;

/** Text of strangers as one plain line: what cannot be seen stands there by its name. */
export function plainLine(text: string): string {
  const shown = readLiteral(text)
    .map((part) => part.shown)
    .join("");
  return shown.length > LONGEST ? `${shown.slice(0, LONGEST)}…` : shown;
}

/** Tells what an answer came to; an approval that may be used offers to take it back. */
export function saidOf(item: DeskCase, answer: VoteAnswer, { status, canary }: Answered, takeBack: () => void): void {
  const what = plainLine(item.sentence);
  if (canary) {
    const right = canary === "caught" ? "Your answer was the right one." : "It should have been answered otherwise.";
    toast.success(`This was a test of the review. ${right}`, { description: what });
  } else if (answer === "deny") {
    toast.success("Denied", { description: what });
  } else if (status === "approved") {
    toast.success("Approved", { description: what, action: { label: "Undo", onClick: takeBack } });
  } else {
    const open = item.quorum - item.approvals - 1;
    const rest = open > 0 ? ` It waits for ${open === 1 ? "one more person" : `${open} more people`}.` : "";
    toast.success(`Your approval counts.${rest}`, { description: what });
  }
}
