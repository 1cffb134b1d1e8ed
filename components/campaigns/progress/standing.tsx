import { LiteralText } from "@/components/ui/literal-text";
import { Time } from "@/components/ui/time";
import { STAGE_REVIEWER_LABELS } from "@/lib/campaigns/terms";
import type { CampaignDetail } from "@/lib/campaigns/views";
import { lower } from "../wizard/words";

type Standing = CampaignDetail & { launchAt: Date | null; pausedAt: Date | null };

/** One line that says how a campaign stands: what happens now, until when, and what comes next. */
export function Standing({ campaign }: { campaign: Standing }) {
  return (
    <>
      <Now campaign={campaign} />
      {campaign.launchedAt ? (
        <>
          {" "}
          Launched <Time at={campaign.launchedAt} />
          {campaign.launchedBy ? (
            <>
              {" "}
              by <LiteralText text={campaign.launchedBy.name} />
            </>
          ) : null}
          .
        </>
      ) : null}
    </>
  );
}

function Now({ campaign }: { campaign: Standing }) {
  const { state, stage, stages, plan, stageDueAt, dueAt, launchAt, pausedAt, endedAt, stateReason } = campaign;
  switch (state) {
    case "draft":
      return <>A draft: nobody is asked before it is launched.</>;
    case "scheduled":
      return (
        <>
          Begins <Time at={launchAt} missing="at once" format={launchAt ? "exact" : "relative"} />.
        </>
      );
    case "active": {
      const asked = plan.stages[stage - 1];
      return (
        <>
          Stage {stage} of {stages} asks the {asked ? lower(STAGE_REVIEWER_LABELS[asked.reviewer]) : "reviewers"} until{" "}
          <Time at={stageDueAt} format="exact" missing="it ends" />
          {stages > stage && dueAt ? (
            <>
              ; the last stage ends <Time at={dueAt} />
            </>
          ) : null}
          .
        </>
      );
    }
    case "paused":
      return (
        <>
          Paused <Time at={pausedAt} />: <LiteralText text={stateReason} />. No deadline runs.
        </>
      );
    case "deciding_closed":
      return <>The reviews are over. Nothing was taken away yet: look at the effects, then close it.</>;
    case "remediating":
      return <>What was withdrawn is being taken away, in waves.</>;
    case "verifying":
      return <>Everything was taken away; what is left is to prove it.</>;
    case "cancelled":
      return (
        <>
          Cancelled <Time at={endedAt} />: <LiteralText text={stateReason} />. Nothing was taken away.
        </>
      );
    default:
      return (
        <>
          Closed <Time at={endedAt} />.
        </>
      );
  }
}
