// One console process of the votes: it decides what it is told, as the people it is told, all of them at once, and tells how long
// each decision took and which were refused.
import { decideItem } from "@/lib/campaigns";
import { contextFor } from "@/lib/context";
import { isCountersignError } from "@/lib/errors";

export interface Told {
  campaignId: string;
  /** By person: the items they decide, one after the other. */
  work: { personId: string; items: { number: number; digest: string; revoke: boolean }[] }[];
}

export interface Answered {
  /** Milliseconds of each decision. */
  took: number[];
  done: { personId: string; number: number; decision: string }[];
  refused: string[];
}

process.on("message", (told: Told) => void run(told));
process.on("disconnect", () => process.exit());
process.send?.({ ready: true });

async function run({ campaignId, work }: Told): Promise<void> {
  const answered: Answered = { took: [], done: [], refused: [] };
  const decideAll = async ({ personId, items }: Told["work"][number]) => {
    for (const { number, digest, revoke } of items) {
      const grants = [{ role: "reviewer" as const, teamId: null }];
      const ctx = contextFor({ kind: "user", id: personId, sessionId: "ses_bench", grants });
      const said = revoke
        ? ({ decision: "revoke", reason: "unused" } as const)
        : ({ decision: "keep", reason: "seasonal" } as const);
      const seen = { campaignId, number, digest, version: 1, dwellMillis: 4_000, recommended: "look" } as const;
      const began = performance.now();
      try {
        await decideItem(ctx, { ...seen, ...said });
        answered.took.push(performance.now() - began);
        answered.done.push({ personId, number, decision: said.decision });
      } catch (error) {
        answered.refused.push(isCountersignError(error) ? error.code : String(error));
      }
    }
  };
  await Promise.all(work.map(decideAll));
  process.send?.(answered);
}
