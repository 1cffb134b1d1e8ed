/**
 * What gateways, agents and collectors report of themselves (L7). It is their word: the leaf says who reported it and when it came.
 * What they wrote (tools, inputs, outputs, reasons) stands beside the leaf, masked.
 */
const REPORTED = [
  "reportedBy",
  "occurredAt",
  "environment",
  "instanceId",
  "trigger",
  "chain",
  "action",
  "decisionId",
  "approvalId",
  "entitlementId",
  "credentialId",
  "policies",
  "step",
  "durationMillis",
  "masked",
] as const;

/** `server` and `tool` name the call; `report` is everything else that was said, as one masked document. */
const SAID = ["server", "tool", "report"] as const;

function reported<S extends "info" | "warning">(severity: S, sentence: string) {
  return {
    target: "agent",
    severity,
    retention: "operational",
    details: REPORTED,
    texts: SAID,
    personal: [],
    sentence,
  } as const;
}

export const REPORTED_VOCABULARY = {
  "call.reported": reported("info", "reported that {target} called {tool} on {server}"),
  "model.reported": reported("info", "reported that {target} asked a model"),
  "message.reported": reported("info", "reported a message of {target}"),
  "workflow.reported": reported("info", "reported a step of the work of {target}"),
  "alarm.reported": reported("warning", "reported an alarm about {target}"),
} as const;
