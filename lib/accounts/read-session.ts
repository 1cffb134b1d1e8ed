import { findSessionPerson, type SessionPerson, touchSession } from "./queries";
import { isSessionAlive, SEEN_EVERY_SECONDS } from "./rules";

/**
 * The person behind a session id, or null when the session ended, timed out, or the person was deactivated.
 * Roles and teams are those of this moment.
 */
export async function readSession(sessionId: string, now: Date): Promise<SessionPerson | null> {
  const found = await findSessionPerson(sessionId);
  if (found?.status !== "active" || !isSessionAlive(found, now)) return null;
  if (now.getTime() - found.lastSeenAt.getTime() >= SEEN_EVERY_SECONDS * 1000) await touchSession(sessionId, now);
  return found;
}
