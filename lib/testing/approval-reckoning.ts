import { DECIDED, decidedAfter, type Past } from "./approval-histories";

/** The measures of a history counted by hand, one request after the other: nothing is shared with what the product counts by. */

interface Search {
  days: number;
  group: string | null;
  tool: string | null;
  teamId: string | null;
}

const DAY_MS = 86_400_000;
const QUICK = 5_000;
const BULK = 10_000;

interface Reckoned {
  history: readonly Past[];
  search: Search;
  now: Date;
}

export function reckon({ history, search, now }: Reckoned) {
  const asked = history.filter((past) => isAsked(past, search, now));
  const real = asked.filter(({ kind }) => kind !== "canary");
  const outcomes = { approved: 0, standing: 0, denied: 0, expired: 0, ended: 0, waiting: 0 };
  for (const past of real) outcomes[outcomeOf(past)] += 1;
  const votes = votesIn(real, now);
  const people = [...new Set(votes.map(({ personId }) => personId))];
  const decided = real.filter((past) => DECIDED.includes(past.status));
  const byPeople = decided.filter(({ standing }) => !standing);
  const sum = (of: (past: Past) => number) => real.reduce((total, past) => total + of(past), 0);
  const canaries = asked.filter(({ kind }) => kind === "canary");
  const has = (past: Past, answer: string) => past.votes.some((vote) => vote.answer === answer);
  const open = (past: Past) => past.breakGlass && DECIDED.includes(past.status) && !past.reviewed;
  return {
    measures: {
      total: real.length,
      outcomes,
      firstView: spreadOf(real.flatMap(({ viewedAfter }) => (viewedAfter === null ? [] : [viewedAfter]))),
      decision: spreadOf(byPeople.map(decidedAfter)),
      votes: votes.length,
      approvingVotes: votes.filter(({ answer }) => answer === "approve").length,
      quickVotes: votes.filter(({ dwellMillis }) => dwellMillis < QUICK).length,
      bulkVotes: votes.filter(({ bulk }) => bulk).length,
      reviewers: people.length,
      joined: sum(({ joined }) => joined),
      lateDenials: sum(({ late }) => Number(late)),
      breakGlass: sum(({ breakGlass }) => Number(breakGlass)),
      toReview: real.filter(open).length,
      canaries: {
        planted: canaries.length,
        caught: canaries.filter((past) => has(past, "deny")).length,
        missed: canaries.filter((past) => has(past, "approve") && !has(past, "deny")).length,
        unanswered: canaries.filter((past) => past.votes.length === 0 && outcomeOf(past) !== "waiting").length,
      },
      load: loadOf(votes, people),
    },
    rows: {
      viewed: real.filter(({ viewedAfter }) => viewedAfter !== null).length,
      decided: byPeople.length,
      quick: requestsOf(votes.filter(({ dwellMillis }) => dwellMillis < QUICK)),
      bulk: requestsOf(votes.filter(({ bulk }) => bulk)),
      joined: real.filter(({ joined }) => joined > 0).length,
      late_denial: real.filter(({ late }) => late).length,
      break_glass: real.filter(({ breakGlass }) => breakGlass).length,
      to_review: real.filter(open).length,
      canary: canaries.length,
    },
  };
}

function isAsked({ agoMillis, groups, tool, team }: Past, { days, ...search }: Search, now: Date): boolean {
  const midnight = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate());
  return (
    now.getTime() - agoMillis >= midnight - (days - 1) * DAY_MS &&
    (search.group === null || (groups as readonly string[]).includes(search.group)) &&
    (search.tool === null || search.tool === `Books/${tool}`) &&
    (search.teamId === null || search.teamId === team)
  );
}

function outcomeOf({ status, standing, ttlMillis, agoMillis }: Past) {
  if (standing) return "standing";
  if (status === "pending") return ttlMillis <= agoMillis ? "expired" : "waiting";
  if (status === "denied" || status === "expired") return status;
  return status === "cancelled" || status === "superseded" ? "ended" : "approved";
}

function votesIn(past: readonly Past[], now: Date) {
  const votes = past
    .filter(({ standing }) => !standing)
    .flatMap((one) =>
      one.votes.map((vote) => ({
        ...vote,
        of: one,
        at: now.getTime() - one.agoMillis + vote.afterMillis,
        bulk: false,
      })),
    )
    .sort((a, b) => a.at - b.at);
  const last = new Map<string, number>();
  for (const vote of votes) {
    const before = last.get(vote.personId);
    vote.bulk = before !== undefined && vote.at - before < BULK;
    last.set(vote.personId, vote.at);
  }
  return votes;
}

type Counted = ReturnType<typeof votesIn>[number];

const requestsOf = (votes: readonly Counted[]) => new Set(votes.map(({ of }) => of)).size;

function loadOf(votes: readonly Counted[], people: readonly string[]) {
  return people
    .map((id) => {
      const own = votes.filter(({ personId }) => personId === id);
      return {
        person: { id },
        votes: own.length,
        approvals: own.filter(({ answer }) => answer === "approve").length,
        quick: own.filter(({ dwellMillis }) => dwellMillis < QUICK).length,
        medianDwellMillis: between(
          own.map(({ dwellMillis }) => dwellMillis).sort((a, b) => a - b),
          0.5,
        ),
        share: own.length / votes.length,
      };
    })
    .sort((a, b) => b.votes - a.votes || (a.person.id < b.person.id ? -1 : 1));
}

/** Where this share of the sorted values lies, between two of them if need be. */
function between(sorted: readonly number[], share: number): number {
  const place = share * (sorted.length - 1);
  const low = sorted[Math.floor(place)] ?? 0;
  const high = sorted[Math.ceil(place)] ?? 0;
  return low + (high - low) * (place - Math.floor(place));
}

function spreadOf(millis: readonly number[]) {
  const sorted = [...millis].sort((a, b) => a - b);
  if (sorted.length === 0) return { count: 0, median: null, p95: null };
  const near = (share: number) => expectClose(between(sorted, share) / 1_000);
  return { count: sorted.length, median: near(0.5), p95: near(0.95) };
}

/** Equal but for what floating point makes of the last digits. */
function expectClose(value: number) {
  return { asymmetricMatch: (other: unknown) => typeof other === "number" && Math.abs(other - value) < 1e-6 };
}
