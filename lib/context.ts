import { newId } from "@/lib/ids";

/** The roles of people (O5). What each may do stands in one table: lib/access/rules.ts. */
export const ROLES = ["owner", "reviewer", "compliance", "ciso", "auditor", "admin"] as const;
export type Role = (typeof ROLES)[number];

/** A role for one team, or for the whole organisation where `teamId` is null. */
export interface RoleGrant {
  role: Role;
  teamId: string | null;
}

/** Who is acting: a value made by a door from proof (session, token, process), never from an input field. */
export type Actor =
  | { kind: "user"; id: string; sessionId: string; grants: readonly RoleGrant[] }
  | { kind: "agent"; id: string; instanceId: string }
  | { kind: "apiKey"; id: string; grants: readonly RoleGrant[] }
  | { kind: "scim"; id: string }
  | { kind: "system"; id: string };

/** What every verb receives first. `now` is the only clock of a verb; one correlation id joins one workflow's events. */
export interface Context {
  readonly actor: Actor;
  readonly now: Date;
  readonly requestId: string;
  readonly correlationId: string;
}

/** A context for `actor`; a request id of its own, and the correlation id it continues or begins. */
export function contextFor(
  actor: Actor,
  given: { now?: Date; requestId?: string; correlationId?: string } = {},
): Context {
  const now = given.now ?? new Date();
  const requestId = given.requestId ?? newId("req", now);
  return { actor, now, requestId, correlationId: given.correlationId ?? requestId };
}

/** The context of the product itself: the worker, the seed, the supervisor, each under its own name. */
export function systemContext(name: string, given: { now?: Date; correlationId?: string } = {}): Context {
  return contextFor({ kind: "system", id: name }, given);
}
