import type { SqlTx } from "@/lib/db";
import { driftOf } from "../rules";
import { selectDrifted } from "./queries";

/** Numbers of items by how their living rights differ from what was reviewed (C4). Those that are the same are not among them. */
export interface ClosingDrift {
  widened: number[];
  narrowed: number[];
  gone: number[];
}

/** Compares what was reviewed with what is living, as the close finds it. Writes nothing. */
export async function readDrift(tx: SqlTx, campaignId: string): Promise<ClosingDrift> {
  const drift: ClosingDrift = { widened: [], narrowed: [], gone: [] };
  for (const { number, before, after } of await selectDrifted(tx, campaignId)) {
    const kind = driftOf(before, after);
    if (kind !== "same") drift[kind].push(number);
  }
  return drift;
}

/** What no decision stands for any more: it is left out of the effects. */
export const withoutStanding = ({ widened, gone }: ClosingDrift): number[] =>
  [...widened, ...gone].sort((a, b) => a - b);
