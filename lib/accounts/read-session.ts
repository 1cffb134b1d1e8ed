import { findSessionPeople, findSessionPerson, type SessionPerson, touchSession } from "./queries";
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

/**
 * Those of these sessions that live, with the roles of this moment. Looking does not count as use: a page that is left open
 * and only listens must not keep its session alive for ever.
 */
export async function watchSessions(sessionIds: readonly string[], now: Date): Promise<SessionPerson[]> {
  const found = await findSessionPeople(sessionIds);
  return found.filter((session) => session.status === "active" && isSessionAlive(session, now));
}
