/** Whether a value is nested deeper than `most`: walked level by level, for recursion has an end of its own. */
export function isDeep(value: unknown, most: number): boolean {
  let level = childrenOf([value]);
  for (let depth = 1; level.length > 0; depth++) {
    if (depth > most) return true;
    level = childrenOf(level);
  }
  return false;
}

function childrenOf(values: readonly unknown[]): unknown[] {
  return values.flatMap((value) => (typeof value === "object" && value !== null ? Object.values(value) : []));
}
