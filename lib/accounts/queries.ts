import type { RoleGrant } from "@/lib/context";
import { sql } from "@/lib/db";
import { SEEN_EVERY_SECONDS } from "./rules";
import type { SessionRow } from "./schema";

/** A role with the name of its team, null for the whole organisation. */
export interface NamedGrant extends RoleGrant {
  teamName: string | null;
}

/** The person behind a session as the database has them now, and the session's own times. */
export interface SessionPerson {
  sessionId: string;
  createdAt: Date;
  lastSeenAt: Date;
  expiresAt: Date;
  revokedAt: Date | null;
  id: string;
  name: string;
  email: string;
  title: string;
  teamId: string | null;
  status: "active" | "deactivated";
  timeZone: string;
  preferences: unknown;
  grants: NamedGrant[];
}

const SESSION = `select s.id as "sessionId", s.created_at as "createdAt", s.last_seen_at as "lastSeenAt", s.expires_at as "expiresAt",
  s.revoked_at as "revokedAt", p.id, p.name, p.email, p.title, p.team_id as "teamId", p.status, p.time_zone as "timeZone", p.preferences,
  coalesce((select jsonb_agg(jsonb_build_object('role', g.role, 'teamId', g.team_id, 'teamName', t.name) order by g.id)
    from role_grants g left join teams t on t.id = g.team_id where g.person_id = p.id), '[]') as grants
  from console_sessions s join people p on p.id = s.person_id where s.id = any($1)`;

/** Session, person, status and roles in one round trip: asked at every request, nothing of it is cached between two. */
export async function findSessionPerson(sessionId: string): Promise<SessionPerson | null> {
  return (await findSessionPeople([sessionId]))[0] ?? null;
}

/** The same of several sessions at once. */
export async function findSessionPeople(sessionIds: readonly string[]): Promise<SessionPerson[]> {
  const { rows } = await sql().query<SessionPerson>({ name: "session-people", text: SESSION, values: [sessionIds] });
  return rows;
}

/** Notes that a session was used, at most once a minute however many requests run at the same time. */
export async function touchSession(sessionId: string, now: Date): Promise<void> {
  await sql().query({
    name: "touch-session",
    text: `update console_sessions set last_seen_at = $2
      where id = $1 and revoked_at is null and last_seen_at < $2::timestamptz - make_interval(secs => $3)`,
    values: [sessionId, now, SEEN_EVERY_SECONDS],
  });
}

const LIVE = `revoked_at is null and expires_at > $2 and last_seen_at > $2::timestamptz - make_interval(secs => $3)`;

/** The live sessions of a person, the last used first. */
export async function listLiveSessions(personId: string, now: Date, idleSeconds: number): Promise<SessionRow[]> {
  const { rows } = await sql().query<SessionRow>(
    `select id, method, address, user_agent as "userAgent", created_at as "createdAt", last_seen_at as "lastSeenAt",
       expires_at as "expiresAt" from console_sessions where person_id = $1 and ${LIVE} order by last_seen_at desc limit 100`,
    [personId, now, idleSeconds],
  );
  return rows;
}

/** Whose session this is. */
export async function findSessionHolder(sessionId: string): Promise<string | null> {
  const { rows } = await sql().query<{ personId: string }>(
    `select person_id as "personId" from console_sessions where id = $1`,
    [sessionId],
  );
  return rows[0]?.personId ?? null;
}
