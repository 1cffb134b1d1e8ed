import type { StepUp } from "./types";

type Annotations = Readonly<Record<string, string>>;

const DEFAULT_TTL_SECONDS = 900;
const MAX_QUORUM = 10;
const UNITS: Record<string, number> = { s: 1, m: 60, h: 3_600, d: 86_400 };

/** The entries of an annotation that lists several ("payments, security"). */
export function listIn(text: string | undefined): string[] {
  return text
    ? text
        .split(",")
        .map((entry) => entry.trim())
        .filter(Boolean)
    : [];
}

/** The union of what several policies ask: every group, the largest quorum, the shortest life, every reason. */
export function needsOf(asking: readonly Annotations[]): StepUp {
  const groups = new Set<string>();
  const reasons = new Set<string>();
  let quorum = 1;
  let ttlSeconds = Number.POSITIVE_INFINITY;
  for (const { stepup, quorum: people, ttl, reason } of asking) {
    for (const group of listIn(stepup)) groups.add(group);
    if (reason) reasons.add(reason);
    quorum = Math.max(quorum, quorumIn(people));
    ttlSeconds = Math.min(ttlSeconds, secondsIn(ttl));
  }
  return { groups: [...groups], quorum, ttlSeconds, reasons: [...reasons] };
}

// A number that cannot be read asks for the most, never for the least.
function quorumIn(text: string | undefined): number {
  if (text === undefined) return 1;
  const count = Number(text);
  return Number.isInteger(count) && count >= 1 && count <= MAX_QUORUM ? count : MAX_QUORUM;
}

/** "15m", "90s", "2h", "1d" in seconds; what cannot be read lives as short as an approval can, a minute. */
function secondsIn(text: string | undefined): number {
  if (text === undefined) return DEFAULT_TTL_SECONDS;
  const [, amount, unit] = /^(\d{1,6})([smhd])$/.exec(text.trim()) ?? [];
  return amount && unit ? Math.max(1, Number(amount) * (UNITS[unit] ?? 1)) : (UNITS.m ?? 60);
}
