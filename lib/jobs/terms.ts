/** A piece of long work: the state in the database says what is to be done, the job only that somebody should look. */
export interface Job {
  kind: "campaign";
  id: string;
}

/** The queues as pg-boss knows them, and where a job goes that failed for good. Made by scripts/migrate.mjs. */
export const QUEUE = "campaigns";
export const DEAD_QUEUE = "campaigns_dead";
