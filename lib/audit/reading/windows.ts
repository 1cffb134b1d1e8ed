/** Stretches of time that a page is looked for in, one after the other, until it is full: a reader rarely needs more than the first. */

/** `from` inclusive, `until` exclusive; null: no bound. */
export interface Window {
  from: Date | null;
  until: Date | null;
}

const SPANS = [1, 3, 8];

/**
 * The stretches from where a page begins: the month it stands in, then one, three and eight months, then everything that is left.
 * A month is a partition, so that each stretch opens few of them.
 * @param bounds the whole time that is asked for
 */
export function windowsOf(bounds: Window, upwards: boolean, now: Date): Window[] {
  const begins = upwards ? (bounds.from ?? bounds.until ?? now) : earlier(bounds.until ?? now, now);
  // Upwards without a beginning there is no month to begin with: the oldest one is not known.
  if (upwards && !bounds.from) return [bounds];
  const edges = [0, ...SPANS].map((_, at) => {
    const months = SPANS.slice(0, at).reduce((sum, span) => sum + span, 0);
    return monthOf(begins, upwards ? months + 1 : -months);
  });
  const inside = edges.filter((edge) => (!bounds.from || edge > bounds.from) && (!bounds.until || edge < bounds.until));
  const ends = upwards ? [...inside, bounds.until] : [...inside, bounds.from];
  return ends.map((end, at) => {
    const start = at === 0 ? (upwards ? bounds.from : bounds.until) : (inside[at - 1] ?? null);
    return upwards ? { from: start, until: end } : { from: end, until: start };
  });
}

/** The first instant (UTC) of the month of `instant`, and so many months later. */
export function monthOf(instant: Date, later = 0): Date {
  return new Date(Date.UTC(instant.getUTCFullYear(), instant.getUTCMonth() + later));
}

const earlier = (one: Date, other: Date) => (one < other ? one : other);
