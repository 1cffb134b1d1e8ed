// A process of the crash matrix: numbers events, or takes reports, until it is killed.
import { startSequencer } from "@/lib/audit";
import { contextFor } from "@/lib/context";
import { reportEvents } from "@/lib/reporting";

export interface Ask {
  batch: number;
  rows: unknown[];
}
export interface Told {
  batch: number;
  /** Ids that were acknowledged; null: the whole batch failed and may be sent again. */
  taken: string[] | null;
  why?: string;
}

const stopping = new AbortController();
process.on("disconnect", () => process.exit(0));

if (process.argv[2] === "sequence") {
  // A spare stands by until it is told to begin, so that what is measured is recovery and not the start of a process.
  process.once("message", () => void startSequencer({ signal: stopping.signal, onProblem: () => {} }));
} else {
  const actor = { kind: "apiKey", id: "aky_benchbenchbenchbenchbench1", grants: [] } as const;
  const source = { kind: "gateway", onlyAgentId: null, teamId: null } as const;
  process.on("message", ({ batch, rows }: Ask) => {
    const tell = (told: Omit<Told, "batch">) => process.send?.({ batch, ...told } satisfies Told);
    reportEvents(contextFor(actor), source, rows).then(
      ({ results }) => tell({ taken: results.flatMap(({ id, status }) => (status === "refused" || !id ? [] : [id])) }),
      (error: unknown) => tell({ taken: null, why: String(error) }),
    );
  });
}
process.send?.("ready");
