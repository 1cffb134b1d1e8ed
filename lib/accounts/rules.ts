/** A session lives 8 hours at most and 60 minutes without use, whatever the browser keeps. */
export const SESSION_SECONDS = 8 * 3600;
export const IDLE_SECONDS = 3600;
/** A set-up link works once, within a day. */
export const SETUP_LINK_SECONDS = 24 * 3600;
/** Being seen is written down at most this often: a read must not cost a write each time. */
export const SEEN_EVERY_SECONDS = 60;

/**
 * Ten guesses at one account from one address, a hundred at one account from everywhere, a hundred from one address at
 * anything. The few are per address, so that a stranger who guesses does not keep the holder out.
 */
export const SIGN_IN_LIMITS = {
  guesses: { name: "sign-in-guesses", attempts: 10, windowSeconds: 900 },
  account: { name: "sign-in-account", attempts: 100, windowSeconds: 900 },
  address: { name: "sign-in-address", attempts: 100, windowSeconds: 900 },
  link: { name: "set-up-address", attempts: 30, windowSeconds: 900 },
} as const;

export interface SessionTimes {
  lastSeenAt: Date;
  expiresAt: Date;
  revokedAt: Date | null;
}

/** Whether a session may still act at `now`. At the very instant of its end it may not. */
export function isSessionAlive(session: SessionTimes, now: Date): boolean {
  if (session.revokedAt) return false;
  if (session.expiresAt <= now) return false;
  return session.lastSeenAt.getTime() + IDLE_SECONDS * 1000 > now.getTime();
}

export function isLinkOpen(link: { expiresAt: Date; usedAt: Date | null }, now: Date): boolean {
  return link.usedAt === null && link.expiresAt > now;
}

/** Why this password is no secret, or null. What guessers try first for this very account: repetition, the address, the name. */
export function weaknessOf(password: string, about: { email: string; name: string }): string | null {
  const text = password.normalize("NFKC").toLowerCase();
  if (new Set(text).size < 6) return "Use more different characters.";
  const words = [about.email, about.email.split("@")[0] ?? "", ...about.name.split(/\s+/), "countersign", "password"];
  const rest = words
    .map((word) => word.normalize("NFKC").toLowerCase())
    .filter((word) => word.length > 2)
    .reduce((left, word) => left.replaceAll(word, ""), text);
  if (rest.length < 6) return "This is mostly your name or address. Add words that nobody knows of you.";
  if ("abcdefghijklmnopqrstuvwxyz0123456789012345678901234567890".includes(text)) return "This is a plain sequence.";
  return null;
}

/** What may be recorded of a refused sign-in's address: a password typed into the wrong field must not be. */
export function recordableEmail(given: string): string {
  const text = given.normalize("NFKC").trim().toLowerCase();
  return /^[^\s@]{1,64}@[a-z0-9.-]{1,190}\.[a-z]{2,}$/.test(text) ? text : "not an address";
}

/** Demo sign-ins exist only where the installation says so, and only on this machine, by its public URL and by the request's Host. */
export function isDemoOpen(given: { demo: boolean; publicHost: string; requestHost: string }): boolean {
  const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d{1,5})?$/i;
  return given.demo && loopback.test(given.publicHost) && loopback.test(given.requestHost);
}
