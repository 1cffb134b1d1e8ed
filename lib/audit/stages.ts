import type { Stage } from "./search";

/** Where in a workflow an event belongs: asked for, decided, approved, used, how it came out, or a record of something else. Pure. */

const STAGE_OF: Record<string, Stage> = {
  "approval.requested": "request",
  "approval.joined": "request",
  "approval.ask_refused": "request",
  "approval.canary_ended": "request",
  "approval.consumed": "use",
  "approval.refused_use": "use",
  "approval.tampered_use": "use",
  "approval.executed": "outcome",
  "approval.failed": "outcome",
  "approval.resolved": "outcome",
  "approval.outcome_unknown": "outcome",
  "agent.grant_requested": "request",
  "agent.grant_approved": "approval",
  "agent.grant_rejected": "approval",
  "agent.grant_withdrawn": "approval",
  "agent.tier_override_requested": "request",
  "agent.tier_override_approved": "approval",
  "agent.tier_override_rejected": "approval",
  "exclusion.requested": "request",
  "exclusion.decided": "approval",
  "switch.lift_requested": "request",
  "evidence.asked": "request",
  "erasure.asked": "request",
  "hold.asked": "request",
  "alarm.reported": "outcome",
};
const STAGE_OF_RESOURCE: Record<string, Stage> = {
  decision: "decision",
  approval: "approval",
  standing: "approval",
  token: "use",
  call: "use",
  model: "use",
  message: "use",
  workflow: "use",
};

/** A type that is not named stands where its resource does. */
function stageOf(type: string): Stage {
  return STAGE_OF[type] ?? STAGE_OF_RESOURCE[type.split(".", 1)[0] as string] ?? "record";
}

/** Neighbours of the same stage, in their order. */
export function stepsOf<E extends { type: string }>(events: readonly E[]): { stage: Stage; events: E[] }[] {
  const steps: { stage: Stage; events: E[] }[] = [];
  for (const event of events) {
    const stage = stageOf(event.type);
    const last = steps.at(-1);
    if (last?.stage === stage) last.events.push(event);
    else steps.push({ stage, events: [event] });
  }
  return steps;
}
