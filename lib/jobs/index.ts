/**
 * Jobs own the queue of long work: what a transaction puts in runs once that transaction has committed, in a worker, and again when
 * the worker dies. The queue is pg-boss in its own schema, made by the migrations. It must not know what a job means.
 */
export { enqueue } from "./enqueue";
export { isRuleProblem, occurrencesOf } from "./occurrences";
export { type RunningJob, runJobs } from "./run-jobs";
export { restedKeys } from "./store";
export type { Job } from "./terms";
