import type { AttentionView } from "@/lib/ownership/attention/terms";

/** The order of the tabs, and what each says. */
export const VIEW_WORDS: Record<
  AttentionView,
  { label: string; about: string; since: string; empty: string; emptyAbout: string }
> = {
  queue: {
    label: "Governance queue",
    about:
      "Somebody left and nobody followed, or nobody was ever there: compliance claims each agent or names somebody.",
    since: "Waiting",
    empty: "Nothing waits in the queue",
    emptyAbout: "When somebody leaves and nobody follows, their agents wait here until somebody is named.",
  },
  orphans: {
    label: "Orphans",
    about: "Agents without an active owner that are not in the queue yet.",
    since: "Since",
    empty: "Every agent has an active owner",
    emptyAbout: "Agents whose owner has left, or that came without one, appear here.",
  },
  dormant: {
    label: "Dormant",
    about: "Active agents that nobody has used for a while: ask whether they are needed, or stop them.",
    since: "Last used",
    empty: "No active agent is dormant",
    emptyAbout: "Active agents without use for the days above appear here; where no use is known, since activation.",
  },
  stale: {
    label: "Stale",
    about: "Records that nobody has confirmed within the interval of their tier.",
    since: "Due",
    empty: "Every record is confirmed",
    emptyAbout:
      "Records past the interval of their tier appear here: 365 days for low, 180 for moderate, 90 for high, 30 for critical.",
  },
  received: {
    label: "Came to you",
    about: "You follow somebody who left. Keep what you can answer for, which confirms its record; hand over the rest.",
    since: "Came",
    empty: "Nothing came to you",
    emptyAbout:
      "When somebody leaves and you follow them, their agents wait here until you keep them or hand them over.",
  },
  handovers: {
    label: "Hand-overs",
    about: "Offers that wait for somebody's answer; until then the former arrangement stands.",
    since: "Offered",
    empty: "No offer waits for an answer",
    emptyAbout: "Whoever is asked to answer for an agent accepts or declines; offers without an answer appear here.",
  },
};
