/** What the organisation's standing was, and what it was asked to show (D1, D3, D4). */
type Names = readonly string[];

const shown = <T extends string, D extends Names, X extends Names>(target: T, sentence: string, details: D, texts: X) =>
  ({ target, severity: "notice", retention: "evidence", details, texts, personal: [], sentence }) as const;

export const POSTURE_VOCABULARY = {
  "posture.quarter_taken": shown("posture", "wrote down how {quarter} ended", ["quarter", "teamId", "digest"], []),
  "report.scheduled": shown("report", "asked for the report {report} {rhythm}", ["report", "rhythm", "teamId"], []),
  "report.unscheduled": shown("report", "no longer wants the report {report}", ["report", "teamId"], []),
  "report.sent": shown("report", "sent the report {report} to {personId}", ["report", "personId", "digest"], []),
  "control.owner_assigned": shown(
    "control",
    "made {ownerId} answer for the control {target}",
    ["ownerId", "formerOwnerId"],
    [],
  ),
  "control.scoped": shown("control", "said whether the control {target} applies: {applies}", ["applies"], ["note"]),
  "control.checked": shown("control", "checked the control {target}: {state}", ["state", "before", "answers"], []),
  "guide.begun": shown("guide", "began the roll-out guide", ["beginsOn"], []),
  "guide.step_put_aside": shown("guide", "put the step {target} of the guide aside", [], ["reason"]),
  "guide.step_taken_up": shown("guide", "took up the step {target} of the guide again", [], []),
} as const;
