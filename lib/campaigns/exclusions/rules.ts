/** Who may say that something is left out, and for how long. Pure. */
const DAY_MS = 86_400_000;

/** No exclusion outlives a year: what is never looked at again is not an exclusion but a hole. */
const MOST_DAYS = 366;

/** What is wrong with an end; null when nothing is. */
export function endProblem(until: Date, now: Date): string | null {
  if (until <= now) return "The end lies in the past.";
  if (until.getTime() - now.getTime() > MOST_DAYS * DAY_MS) return "A year at most: then somebody looks at it again.";
  return null;
}

interface Excluding {
  state: string;
  requestedById: string;
  until: Date;
}

/** Why this person may not decide; null when they may. Who asked is never who agrees. */
export function barOfDeciding({ state, requestedById, until }: Excluding, personId: string, now: Date): string | null {
  if (state !== "requested") return "It is decided already.";
  if (requestedById === personId) return "You asked for it: a second person decides.";
  if (until <= now) return "Its end has come before anybody decided.";
  return null;
}
