import { CircleCheck, Inbox } from "lucide-react";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import type { ReviewCounts, Show } from "./types";
import { countWords } from "./words";

const EMPTY: Record<Exclude<Show, "open">, { title: string; description: string }> = {
  decided: { title: "Nothing answered yet", description: "What you answer stands here until you sign it off." },
  signed: {
    title: "Nothing signed off yet",
    description: "What you sign off stands here and can be corrected with a reason.",
  },
  all: { title: "This campaign asks you nothing", description: "Items that are handed on to you appear here." },
};

/** Says why there is nothing, and what comes next. */
export function NoLines({
  show,
  counts,
  runs,
  onSignOff,
}: {
  show: Show;
  counts: ReviewCounts;
  /** Whether the campaign takes answers now. */
  runs: boolean;
  onSignOff: () => void;
}) {
  if (show !== "open") return <EmptyState icon={<Inbox />} {...EMPTY[show]} />;
  if (counts.decided > 0 && runs) {
    return (
      <EmptyState
        icon={<CircleCheck />}
        title="Everything is answered"
        description={`${countWords(counts.decided, "answer waits", "answers wait")} for your signature. Until then each can be changed.`}
        actions={<Button onClick={onSignOff}>Sign off…</Button>}
      />
    );
  }
  return (
    <EmptyState
      icon={<CircleCheck />}
      title="Nothing waits for you here"
      description={
        counts.signed ? "You have signed off what you answered." : "Items that are handed on to you appear here."
      }
    />
  );
}
