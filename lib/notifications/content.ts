import { cleanLine } from "@/lib/text";

/**
 * All that a message about something may say: never an argument, a justification, a result or a secret. Names are untrusted and
 * are cleaned and cut. `path` is where in the console it leads; after `until` (ISO 8601) nobody needs it any more.
 */
export interface SayableContent {
  path: string;
  /** The agent's name. */
  name?: string;
  environment?: string;
  server?: string;
  tool?: string;
  tier?: string;
  status?: string;
  /** Which step of the escalation. */
  rung?: string;
  /** Who did it, by name. */
  by?: string;
  count?: number;
  until?: string;
}

const WORDS = ["name", "environment", "server", "tool", "tier", "status", "rung", "by"] as const;
const WORD_LENGTH = 120;

/** What of `given` may be said, key by key: a field that somebody adds by mistake stays behind. */
export function contentOf(given: SayableContent): SayableContent & { [key: string]: string | number } {
  const kept: { [key: string]: string | number } = {};
  for (const key of WORDS) {
    const word = given[key];
    if (typeof word === "string" && word !== "") kept[key] = cleanLine(word, WORD_LENGTH);
  }
  if (Number.isSafeInteger(given.count)) kept.count = given.count as number;
  if (given.until !== undefined && !Number.isNaN(Date.parse(given.until)))
    kept.until = new Date(given.until).toISOString();
  return { ...kept, path: /^\/(?!\/)[\w\-/?=&.]{0,300}$/.test(given.path) ? given.path : "/" };
}
