import type { Severity } from "./vocabulary";

type Names = readonly string[];

/** What happens around approvals: the part of the vocabulary that vocabulary.ts takes in. */
export const APPROVALS_VOCABULARY = {
  "approval_settings.changed": {
    target: "approval_settings",
    severity: "warning",
    retention: "security",
    details: ["coolDownMinutes", "mostPending", "canariesPerWeek", "former"],
    texts: [],
    personal: [],
    sentence:
      "set how approvals go: {coolDownMinutes} minutes after a no, {mostPending} open at once, {canariesPerWeek} canaries a week",
  },
  "approval.canary_ended": approval("info", "saw a canary request end: {status}", [
    "knownAnswer",
    "status",
    "caught",
    "missed",
    "plantedAt",
    "wrong",
  ]),
} as const;

/** Of one request for approval. Arguments and words of people never stand in details. */
function approval(severity: Severity, sentence: string, details: Names = [], texts: Names = []) {
  return { target: "approval", severity, retention: "evidence", details, texts, personal: [], sentence } as const;
}
