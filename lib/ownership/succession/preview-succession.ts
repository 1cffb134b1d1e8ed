import type { Environment, Tier } from "@/lib/agents/schema";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { parseInput } from "@/lib/parse";
import { foreseeDeparture } from "@/lib/people";
import { personRefSchema } from "@/lib/people/schema";
import { foresee, type Passed } from "./pass-on";
import { chiefMove, isQueued, type Seat, type Way } from "./rules";
import { countOffers, type StandingRow } from "./store";

const SHOWN = 8;

interface PreviewRow {
  id: string;
  name: string;
  environment: Environment;
  tier: Tier | null;
  /** The leaver's chief seat, and who follows there. */
  role: Seat;
  way: Way;
  successor: { id: string; name: string } | null;
  /** Where each seat that changes goes, by name; null stays empty. */
  seats: { role: Seat; name: string | null }[];
  queued: boolean;
}

export interface SuccessionPreview {
  agents: number;
  /** Agents by the way of their chief move; `queue` counts every agent for which the queue must name somebody. */
  ways: { way: Way; agents: number }[];
  successors: { id: string; name: string; agents: number }[];
  /** The first agents: what goes to the queue first, then by tier. */
  rows: PreviewRow[];
  offersEnded: number;
  /** Reviewer groups of the person; with no `others` nobody active is left in it. */
  groups: { id: string; name: string; others: number }[];
}

/**
 * What a deactivation would do now, decided by the same rule (O3): who follows where, what the governance queue gets, which
 * offers end. Nothing is locked or kept: what happens is decided again when it happens.
 * @throws CountersignError `not_found`, `forbidden`
 */
export async function previewSuccession(ctx: Context, input: { personId: string }): Promise<SuccessionPreview> {
  const { personId } = parseInput(personRefSchema, input);
  return await inSqlTransaction(async (tx) => {
    const { groups } = await foreseeDeparture(tx, ctx, personId);
    const { passed, people } = await foresee(tx, ctx, { personId });
    const rows = passed.flatMap((one) => rowOf(one, people)).sort(gravestFirst);
    return {
      agents: passed.length,
      ways: countBy(rows.map((row) => (row.queued ? "queue" : row.way))).map(([way, agents]) => ({ way, agents })),
      successors: countBy(rows.flatMap(({ successor }) => (successor ? [successor.id] : []))).map(([id, agents]) => ({
        id,
        name: people.get(id)?.name ?? id,
        agents,
      })),
      rows: rows.slice(0, SHOWN),
      offersEnded: await countOffers(tx, personId),
      groups,
    };
  });
}

function rowOf({ agent, succession }: Passed, people: ReadonlyMap<string, StandingRow>): PreviewRow[] {
  const chief = chiefMove(succession.moves);
  if (!chief) return [];
  const { id, name, environment, tier } = agent;
  const { role, way, successorId } = chief;
  const successor = successorId ? { id: successorId, name: people.get(successorId)?.name ?? successorId } : null;
  const seats = succession.moves.map((move) => ({
    role: move.role,
    name: move.successorId ? (people.get(move.successorId)?.name ?? move.successorId) : null,
  }));
  return [{ id, name, environment, tier, role, way, successor, seats, queued: isQueued(succession) }];
}

const TIER_ORDER = ["critical", "high", "moderate", "low", null];

function gravestFirst(a: PreviewRow, b: PreviewRow): number {
  if (a.queued !== b.queued) return a.queued ? -1 : 1;
  const byTier = TIER_ORDER.indexOf(a.tier) - TIER_ORDER.indexOf(b.tier);
  return byTier || a.name.localeCompare(b.name, "en");
}

function countBy<K extends string>(keys: readonly K[]): [K, number][] {
  const counts = new Map<K, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]);
}
