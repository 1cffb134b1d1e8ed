/**
 * Auth is the adapter between the browser's cookie and the person behind it. Pages, actions and handlers learn who is
 * calling here and nowhere else; what the caller may do is decided in the verbs they call.
 */
import type { Route } from "next";
import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { decode } from "next-auth/jwt";
import { cache } from "react";
import { type NamedGrant, readSession, type SessionPerson } from "@/lib/accounts";
import { type Context, contextFor } from "@/lib/context";
import { newId } from "@/lib/ids";
import { sessionCookieName } from "./cookies";
import { ownPath, PATH_HEADER } from "./paths";
import { sessionSecret } from "./secret";

export { singleSignOnName } from "./oidc";

/** The session id in the browser's cookie, if the cookie is ours and unaltered. Says nothing about whether it lives. */
export async function cookieSessionId(): Promise<string | null> {
  const token = (await cookies()).get(sessionCookieName())?.value;
  if (!token) return null;
  try {
    const read = await decode({ token, secret: sessionSecret() });
    return typeof read?.sid === "string" ? read.sid : null;
  } catch {
    // A token of another secret, expired or altered: nobody is signed in. The next sign-in replaces it.
    return null;
  }
}

// Within one render everybody asks the same instant, so that a page cannot be half of a session that just ended.
const caller = cache(async (): Promise<{ person: SessionPerson; now: Date; requestId: string } | null> => {
  const sessionId = await cookieSessionId();
  if (!sessionId) return null;
  const now = new Date();
  const person = await readSession(sessionId, now);
  return person && { person, now, requestId: newId("req", now) };
});

/**
 * The signed-in caller with the roles of this moment, or null.
 * @param requestId the id this request is already known by, if any
 */
export async function currentContext(requestId?: string): Promise<Context | null> {
  const found = await caller();
  if (!found) return null;
  const { person, now } = found;
  const actor = { kind: "user", id: person.id, sessionId: person.sessionId, grants: person.grants } as const;
  return contextFor(actor, { now, requestId: requestId ?? found.requestId });
}

/** The signed-in caller; without one the browser goes to the sign-in page, and from there back to where it was. */
export async function requireContext(): Promise<Context> {
  const ctx = await currentContext();
  if (ctx) return ctx;
  const wanted = ownPath((await headers()).get(PATH_HEADER));
  redirect((wanted === "/" ? "/sign-in" : `/sign-in?to=${encodeURIComponent(wanted)}`) as Route);
}

export interface CurrentPerson {
  id: string;
  name: string;
  email: string;
  title: string;
  teamId: string | null;
  timeZone: string;
  preferences: unknown;
  grants: readonly NamedGrant[];
  sessionId: string;
  /** When this person last proved who they are: sensitive acts will ask for a recent proof. */
  authenticatedAt: Date;
}

/** Who is signed in, for the frame around the pages; null when nobody is. */
export async function currentPerson(): Promise<CurrentPerson | null> {
  const found = await caller();
  if (!found) return null;
  const { id, name, email, title, teamId, timeZone, preferences, grants, sessionId, createdAt } = found.person;
  return { id, name, email, title, teamId, timeZone, preferences, grants, sessionId, authenticatedAt: createdAt };
}
