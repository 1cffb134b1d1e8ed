/** A piece of long work: the state in the database says what is to be done, the job only that somebody should look. */
export interface Job {
  kind: "campaign" | "export";
  id: string;
}

/** The queue as pg-boss knows it. It and that of dead letters stand in queues.json, and are made by scripts/migrate.mjs. */
export const QUEUE = "campaigns";
