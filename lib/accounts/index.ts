/**
 * Accounts owns how people prove who they are: passwords, external identities, one-time links, sessions and their end.
 * A session row is the only authority behind a browser's cookie. It must not decide what a person may do (access),
 * nor who the people are (people); and it never finds an account by an e-mail address somebody else vouches for.
 */
export { closeSession } from "./close-session";
export { hashPassword } from "./password";
export { findSessionHolder, listLiveSessions, type NamedGrant, type SessionPerson } from "./queries";
export { readSession, watchSessions } from "./read-session";
export { recordRefusal } from "./refusal";
export { IDLE_SECONDS, SESSION_SECONDS, SIGN_IN_LIMITS, weaknessOf } from "./rules";
export { findSetup, type IssuedLink, issueLink, requireSetupLink } from "./setup-link";
export { isDemoOffered, signInAsDemo } from "./sign-in-as-demo";
export { type Identity, signInWithIdentity } from "./sign-in-with-identity";
export { type From, signInWithPassword } from "./sign-in-with-password";
export { endAccess, revokeSessionsOf, setPasswordHash, spendLink, withdrawLinks } from "./store";
