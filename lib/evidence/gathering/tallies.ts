import type { EventRow } from "../format/row";

/** The report's list is cut here: all of it stands in the files for machines. */
export const MOST_LISTED = 2_000;

/** What the report lists of an event. */
export interface Listed {
  seq: number;
  at: string;
  type: string;
  outcome: string;
  actorId: string;
  actorKind: string;
  targetId: string;
  targetKind: string;
  agentId: string | null;
}

/** Counts what goes by, and keeps the first events and every id that a name may be found for. */
export class Tallies {
  events = 0;
  first: string | null = null;
  last: string | null = null;
  readonly byType = new Map<string, number>();
  readonly byOutcome = new Map<string, number>();
  readonly byAgent = new Map<string, number>();
  readonly byActor = new Map<string, number>();
  readonly listed: Listed[] = [];
  readonly #mentioned = new Map<string, string>();

  add({ seq, leaf }: EventRow): void {
    this.events++;
    if (this.first === null || leaf.at < this.first) this.first = leaf.at;
    if (this.last === null || leaf.at > this.last) this.last = leaf.at;
    grow(this.byType, leaf.type);
    grow(this.byOutcome, leaf.outcome);
    grow(this.byActor, leaf.actor.id);
    if (leaf.agent) grow(this.byAgent, leaf.agent);
    this.#mentioned.set(leaf.actor.id, leaf.actor.kind);
    if (/^(?:per|agt|tem|grp|pol|cmp|sup|res|tpl|exp|aky)_/.test(leaf.target.id))
      this.#mentioned.set(leaf.target.id, leaf.target.kind);
    if (leaf.agent) this.#mentioned.set(leaf.agent, "agent");
    if (this.listed.length < MOST_LISTED) this.listed.push(listedOf(seq, leaf));
  }

  mentioned(): { id: string; kind: string }[] {
    return [...this.#mentioned].map(([id, kind]) => ({ id, kind }));
  }
}

function listedOf(seq: number, leaf: EventRow["leaf"]): Listed {
  const { at, type, outcome, actor, target, agent } = leaf;
  const ids = { actorId: actor.id, actorKind: actor.kind, targetId: target.id, targetKind: target.kind };
  return { seq, at, type, outcome, ...ids, agentId: agent };
}

function grow(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

/** In the order of their keys, so that the same events give the same bytes. */
export function inOrder(counts: ReadonlyMap<string, number>): Record<string, number> {
  return Object.fromEntries([...counts].sort(([one], [other]) => (one < other ? -1 : 1)));
}
