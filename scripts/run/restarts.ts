const WINDOW_MS = 60_000;
const DELAYS_MS = [500, 1_000, 2_000, 4_000, 8_000];

/**
 * Whether to start again a program whose ends so far were at these instants (milliseconds), and after how long:
 * half a second, doubling with each end within the last minute; null when it ended six times in that minute.
 */
export function nextAttempt(ends: readonly number[], now: number): { afterMs: number } | null {
  const recent = ends.filter((at) => now - at < WINDOW_MS).length;
  const afterMs = DELAYS_MS[Math.max(recent, 1) - 1];
  return afterMs === undefined ? null : { afterMs };
}
