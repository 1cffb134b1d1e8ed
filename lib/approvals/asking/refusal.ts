import { CountersignError, type ErrorCode } from "@/lib/errors";

/** The closed list of ways in which asking for an approval is refused, with the code that other doors know. */
const ASK_PROBLEMS = {
  not_requestable: "unmet",
  expired_denial: "unmet",
  invalid_denial_binding: "unmet",
  duplicate_request: "conflict",
  unknown_task: "not_found",
  invalid_task_state: "conflict",
  denied_before: "unmet",
  too_many_pending: "rate_limited",
  unknown_callback: "invalid",
} as const satisfies Record<string, ErrorCode>;
export type AskProblem = keyof typeof ASK_PROBLEMS;

/** Why an approval cannot be asked for, or a request not be shown or cancelled. `more` are facts for the machine that reads it. */
export class AskRefusal extends CountersignError {
  readonly problem: AskProblem;
  readonly more: Readonly<Record<string, string>>;

  constructor(problem: AskProblem, message: string, more: Readonly<Record<string, string>> = {}) {
    super(ASK_PROBLEMS[problem], message);
    this.name = "AskRefusal";
    this.problem = problem;
    this.more = more;
  }
}

/** What may not be seen and what does not exist give the same answer. */
export function unknownTask(): AskRefusal {
  return new AskRefusal("unknown_task", "There is no request with this handle, or this caller may not see it.");
}
