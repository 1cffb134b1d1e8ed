import { type Context, contextFor, type Role } from "@/lib/context";

/** A signed-in person holding one role (for `teamId`, or organisation-wide), as a verb sees them. */
export function contextAs(role: Role, person: { id: string; teamId?: string | null; now?: Date }): Context {
  return contextFor(
    { kind: "user", id: person.id, sessionId: "ses_test", grants: [{ role, teamId: person.teamId ?? null }] },
    { now: person.now ?? new Date("2026-11-20T09:00:00Z") },
  );
}
