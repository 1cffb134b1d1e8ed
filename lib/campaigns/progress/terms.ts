/** Work of a worker on a campaign that takes long enough to be watched. */
const PROGRESS_STEPS = ["launch", "remediate", "verify"] as const;
export type ProgressStep = (typeof PROGRESS_STEPS)[number];
