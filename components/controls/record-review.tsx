import { Badge } from "@/components/ui/badge";
import { Card, CardContent, CardHeader, FactList } from "@/components/ui/card";
import { Time } from "@/components/ui/time";
import type { AgentDetail } from "@/lib/agents/schema";
import { type ControlsDetail, REVIEW_DAYS, TIER_LABELS } from "@/lib/agents/terms";
import { ConfirmRecord } from "./confirm-record";
import type { ControlActions } from "./types";

export interface RecordReviewProps {
  agent: Pick<AgentDetail, "id" | "name" | "version" | "tier">;
  review: ControlsDetail["review"];
  confirm: ControlActions["confirm"] | null;
}

/** When somebody last said that the record is right, when that is due again, and the button that says so. */
export function RecordReview({ agent, review, confirm }: RecordReviewProps) {
  const every = agent.tier
    ? `Every ${REVIEW_DAYS[agent.tier]} days at tier ${TIER_LABELS[agent.tier].toLowerCase()}.`
    : undefined;
  return (
    <Card aria-labelledby="record">
      <CardHeader
        id="record"
        title="Confirmation of the record"
        description={every}
        actions={review.stale ? <Badge tone="warning">Overdue</Badge> : null}
      />
      <CardContent className="grid gap-4">
        <FactList
          className="grid-cols-[6rem_1fr]"
          facts={[
            { label: "Last", value: <Time at={review.at} missing="Not yet" /> },
            { label: "By", value: review.by?.name ?? null },
            {
              label: "Due",
              value: review.dueAt ? <Time at={review.dueAt} format="exact" className="whitespace-normal" /> : null,
            },
          ]}
        />
        {confirm ? <ConfirmRecord agent={agent} ability={review.confirm} confirm={confirm} /> : null}
      </CardContent>
    </Card>
  );
}
