import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { TierBadge } from "@/components/ui/tier-badge";
import type { AgentDetail } from "@/lib/agents/schema";
import { CONTROL_STATE_LABELS, CONTROL_STATES, type ControlsDetail } from "@/lib/agents/terms";
import { ControlRow } from "./control-row";
import { RecordReview } from "./record-review";
import { tallyText } from "./tally-text";
import type { ControlActions } from "./types";
import { WaiverHistory } from "./waiver-history";

export interface ControlsPanelProps {
  agent: Pick<AgentDetail, "id" | "name" | "version" | "status" | "tier" | "abilities">;
  detail: ControlsDetail;
  /** Null for who can only read: no buttons then. */
  actions: ControlActions | null;
}

/** The checklist of the agent's tier, what is missing first; beside it the record's date, below it every waiver there was. */
export function ControlsPanel({ agent, detail, actions }: ControlsPanelProps) {
  return (
    <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_20rem]">
      <div className="grid min-w-0 gap-4">
        <Checklist agent={agent} detail={detail} actions={actions} />
        {detail.history.length ? <WaiverHistory history={detail.history} /> : null}
      </div>
      <RecordReview agent={agent} review={detail.review} confirm={actions?.confirm ?? null} />
    </div>
  );
}

function Checklist({ agent, detail, actions }: ControlsPanelProps) {
  const { controls, tally } = detail;
  if (!controls.length) {
    return (
      <Card>
        <CardHeader
          title="Controls"
          description="They follow from the tier, and this agent has none yet: save it once."
        />
      </Card>
    );
  }
  return (
    <Card aria-labelledby="controls">
      <CardHeader
        id="controls"
        title={`Controls: ${tallyText(controls)}`}
        description={
          tally.missing ? WHAT_MISSING_MEANS[agent.status] : "Everything that its tier asks for is met or waived."
        }
        actions={<TierBadge tier={agent.tier} />}
      />
      <CardContent className="p-0">
        {CONTROL_STATES.map((state) => {
          const found = controls.filter((control) => control.state === state);
          if (!found.length) return null;
          return (
            <section
              key={state}
              aria-labelledby={`controls-${state}`}
              className="border-border border-t first:border-t-0"
            >
              <h3 id={`controls-${state}`} className="px-4 pt-3 font-medium text-muted-foreground text-xs">
                {CONTROL_STATE_LABELS[state]} · {found.length}
              </h3>
              <ul className="divide-y divide-border">
                {found.map((control) => (
                  <ControlRow key={control.id} agent={agent} control={control} term={detail.term} actions={actions} />
                ))}
              </ul>
            </section>
          );
        })}
      </CardContent>
    </Card>
  );
}

const WHAT_MISSING_MEANS: Record<AgentDetail["status"], string> = {
  draft: "A preview: the tier is settled at registration, and the controls are asked before activation.",
  registered: "Each must be met or waived before the agent can be activated.",
  active: "The agent acts although something is missing: its tier rose, or what it rested on is gone.",
  suspended: "Each must be met or waived before the agent can be resumed.",
  decommissioned: "As it stood; nothing about a decommissioned agent changes.",
};
