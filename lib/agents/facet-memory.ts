import type { AgentFacets } from "./schema";

const KEPT = 200;
const LIFE_MS = 10_000;

interface Remembered {
  /** The state of the inventory that was counted. */
  mark: string;
  countedAt: number;
  facets: AgentFacets;
}

/**
 * The counts of recent searches, per process: sorting and turning pages asks for the same ones again, and over a large
 * inventory they are the dearest part of an answer. Counts are given again only while `mark` (the inventory's last change)
 * is the same, and for ten seconds at most, for a slow transaction may commit behind a later mark.
 */
export class FacetMemory {
  readonly #kept = new Map<string, Remembered>();

  find(key: string, mark: string, now: number): AgentFacets | null {
    const found = this.#kept.get(key);
    if (!found || found.mark !== mark || now - found.countedAt > LIFE_MS) return null;
    return found.facets;
  }

  keep(key: string, remembered: Remembered): void {
    // The oldest goes first: a Map keeps the order of writing.
    this.#kept.delete(key);
    this.#kept.set(key, remembered);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > KEPT && oldest !== undefined) this.#kept.delete(oldest);
  }
}
