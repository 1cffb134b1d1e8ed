/** In the order of their first answers, ties by person: the same whatever order they were read in. */
export function canonicalTurn<V extends { firstAt: number; personId: string }>(votes: readonly V[]): V[] {
  return [...votes].sort((a, b) => a.firstAt - b.firstAt || (a.personId < b.personId ? -1 : 1));
}
