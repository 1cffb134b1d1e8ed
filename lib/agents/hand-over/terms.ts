/** The words of answering for an agent. Safe for the browser. */

/** The three seats of every agent (O1): who can change it, who stands in for them, who wanted it. */
export const SEATS = ["owner", "deputy", "sponsor"] as const;
export type Seat = (typeof SEATS)[number];
export const SEAT_LABELS: Record<Seat, string> = {
  owner: "Technical owner",
  deputy: "Deputy owner",
  sponsor: "Business sponsor",
};
export const SEAT_HINTS: Record<Seat, string> = {
  owner: "Can change it and stop it.",
  deputy: "A second owner: first in line when the owner leaves.",
  sponsor: "Wanted it and answers for its results.",
};

/** `overtaken`: the seat changed hands in another way before the answer came. */
export const HAND_OVER_STATES = ["pending", "accepted", "declined", "withdrawn", "expired", "overtaken"] as const;
export type HandOverState = (typeof HAND_OVER_STATES)[number];
export const HAND_OVER_STATE_LABELS: Record<HandOverState, string> = {
  pending: "Waiting",
  accepted: "Accepted",
  declined: "Declined",
  withdrawn: "Withdrawn",
  expired: "Expired",
  overtaken: "Overtaken",
};

/** How long an offer to answer for an agent stands (O2). */
export const HAND_OVER_DAYS = 14;
