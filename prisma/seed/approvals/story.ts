import type { DenialReason, Status } from "@/lib/approvals/terms";

/** What became of one request of the past, told in seconds after it was made. */
export interface Story {
  status: Status;
  viewedAfter: number | null;
  votes: readonly PastVote[];
  usedAfter: number | null;
  endedAfter: number | null;
  joined: number;
  breakGlass?: {
    reason: string;
    review: { by: string; verdict: "justified"; note: string; afterHours: number } | null;
  };
  /** Somebody said no when the time was over. */
  late?: PastVote;
}

export interface PastVote {
  by: string;
  answer: "approve" | "deny";
  reason: DenialReason | "";
  text: string;
  after: number;
  dwellMillis: number;
}

export interface Teller {
  reviewers: readonly string[];
  quorum: 1 | 2;
  looks: readonly [least: number, most: number];
  ttlSeconds: number;
  unapproved?: boolean;
}

/** Of all requests, those that end without an approval. */
const UNAPPROVED = 0.22;

const DENIALS: readonly [DenialReason, string][] = [
  ["not_asked_for", "Nobody asked for this: the request was to look, not to act."],
  ["wrong_amount", "The amount is not that of the order. Match it again."],
  ["untrusted_source", "The recipient comes from a mail that anybody could have written."],
  ["wrong_target", "This is not the customer of that ticket."],
];

/** The same numbers at every seeding: between 0 and 1, well mixed. */
export function chance(turn: number, salt: number): number {
  const mixed = Math.sin(turn * 12.9898 + salt * 78.233) * 43_758.5453;
  return mixed - Math.floor(mixed);
}

/** An ordinary end, most of them good ones; where none is to be approved, one of the others. */
export function ordinaryStory(turn: number, teller: Teller): Story {
  const of = chance(turn, 1) * (teller.unapproved ? UNAPPROVED : 1);
  const seen = Math.round(12 + chance(turn, 2) ** 3 * teller.ttlSeconds * 0.4);
  if (of < 0.06) return expired(turn, teller, seen);
  if (of < 0.19) return denied(turn, teller, seen);
  if (of < UNAPPROVED) return { ...base(turn), status: "cancelled", viewedAfter: null, endedAfter: seen };
  const votes = agreed(turn, teller, seen);
  const last = votes.at(-1)?.after ?? seen;
  if (of < 0.26)
    return { ...base(turn), status: "lapsed", viewedAfter: seen, votes, endedAfter: last + teller.ttlSeconds };
  const used = { usedAfter: last + 2 + Math.round(chance(turn, 3) * 20) };
  return { ...base(turn), ...used, status: of < 0.3 ? "failed" : "executed", viewedAfter: seen, votes };
}

const base = (turn: number) => ({
  votes: [],
  usedAfter: null,
  endedAfter: null,
  joined: chance(turn, 4) > 0.93 ? 1 + Math.floor(chance(turn, 5) * 3) : 0,
});

function expired(turn: number, { ttlSeconds, reviewers, looks }: Teller, seen: number): Story {
  const late =
    turn % 2 === 0 ? voteOf(turn, { by: reviewers[0], answer: "deny", after: ttlSeconds + 40, looks }) : null;
  const story = { ...base(turn), status: "expired" as const, viewedAfter: late ? ttlSeconds - 5 : null };
  return {
    ...story,
    endedAfter: ttlSeconds,
    ...(late ? { late } : {}),
    ...(chance(turn, 6) > 0.7 ? { viewedAfter: seen } : {}),
  };
}

function denied(turn: number, { reviewers, looks }: Teller, seen: number): Story {
  const by = reviewers[turn % reviewers.length];
  const vote = voteOf(turn, { by, answer: "deny", after: 0, looks });
  const after = seen + Math.ceil(vote.dwellMillis / 1_000);
  return { ...base(turn), status: "denied", viewedAfter: seen, votes: [{ ...vote, after }], endedAfter: after };
}

/** As many as have to, one after the other. */
export function agreed(turn: number, { reviewers, quorum, looks }: Teller, seen: number): PastVote[] {
  let after = seen;
  return Array.from({ length: quorum }, (_, place) => {
    const vote = voteOf(turn + place, {
      by: reviewers[(turn + place) % reviewers.length],
      answer: "approve",
      after,
      looks,
    });
    after += Math.ceil(vote.dwellMillis / 1_000) + (place + 1 < quorum ? 35 : 0);
    return { ...vote, after };
  });
}

interface Voting {
  by: string | undefined;
  answer: "approve" | "deny";
  after: number;
  looks: readonly [number, number];
}

function voteOf(turn: number, { by = "daniel", answer, after, looks: [least, most] }: Voting): PastVote {
  const dwellMillis = Math.round((least + chance(turn, 7) ** 2 * (most - least)) * 1_000);
  const [reason, text] = DENIALS[turn % DENIALS.length] ?? DENIALS[0] ?? ["not_now", ""];
  return { by, answer, after, dwellMillis, ...(answer === "deny" ? { reason, text } : { reason: "", text: "" }) };
}
