import type { SqlTx } from "@/lib/db";
import { extentOf } from "../guard";
import { sentenceText } from "../present";
import { stateAt } from "../rules";
import { UNUSED_DAYS } from "../schema";
import { loadStored } from "../store";
import type { Broken, ShapeView } from "../views";
import { brokenBy, proposalFor } from "./propose";
import { shapeOfExtent } from "./right-size";
import { usedCalls } from "./used-calls";

const DAY_MS = 86_400_000;

export interface SizedGrant {
  because: string;
  /** One sentence for each of the narrower grants. */
  sentences: string[];
  into: ShapeView[];
  wouldBreak: Broken;
}

/**
 * The narrower grants that would have been enough for what this grant was used for in 90 days (Z8): null when it fits, when nothing
 * is recorded of it, or when it is not active. Asks nobody's permission: for verbs that have asked already whether the reader sees
 * the grant.
 */
export async function sizeGrant(tx: SqlTx, asked: { id: string; now: Date }): Promise<SizedGrant | null> {
  const [grant] = await loadStored(tx, [asked.id]);
  if (!grant || stateAt(grant, asked.now) !== "active") return null;
  const since = new Date(asked.now.getTime() - UNUSED_DAYS * DAY_MS);
  const calls = (await usedCalls(tx, { agentId: grant.agentId, since })).get(grant.id) ?? [];
  if (!calls.length) return null;
  const proposed = proposalFor(extentOf(grant), calls, `in ${UNUSED_DAYS} days`);
  if (!proposed?.into.length) return null;
  const into = proposed.into.map((part) => shapeOfExtent(part, grant));
  return {
    because: proposed.because,
    sentences: into.map((shape) => sentenceText(shape)),
    into,
    wouldBreak: brokenBy(proposed.into, calls),
  };
}
