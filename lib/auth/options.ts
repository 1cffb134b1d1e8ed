import type { NextAuthOptions } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import type { Provider } from "next-auth/providers/index";
import {
  closeSession,
  findSessionHolder,
  type Identity,
  SESSION_SECONDS,
  signInAsDemo,
  signInWithIdentity,
  signInWithPassword,
} from "@/lib/accounts";
import { type Context, contextFor, systemContext } from "@/lib/context";
import { env } from "@/lib/env";
import { CountersignError } from "@/lib/errors";
import type { Caller } from "@/lib/http/caller";
import { consoleLog } from "@/lib/http/console-log";
import { failureOf, isOurFault } from "@/lib/http/failure";
import { authCookies, isSecure } from "./cookies";
import { oidcProvider } from "./oidc";
import { sessionSecret } from "./secret";

export interface SignInRequest {
  caller: Caller;
  /** The set-up link's token that this browser opened before it went to the identity provider. */
  setupToken: string | null;
  /** The people whom demo mode offers. */
  demoIds: readonly string[];
}

/**
 * next-auth's options for one request. The browser's token holds a session id and nothing else; the row behind it is the
 * authority. `started` carries the id from the check of the proof to the token, within this one request.
 */
export function authOptions(request: SignInRequest): NextAuthOptions {
  const ctx = systemContext("sign-in");
  let started: string | null = null;
  const start = async (signIn: Promise<{ sessionId: string }>) => {
    started = (await signIn).sessionId;
    return { id: started };
  };
  return {
    secret: sessionSecret(),
    useSecureCookies: isSecure(),
    cookies: authCookies(),
    session: { strategy: "jwt", maxAge: SESSION_SECONDS },
    pages: { signIn: "/sign-in", error: "/sign-in", signOut: "/sign-in" },
    providers: providersFor(ctx, request, start),
    callbacks: {
      async signIn({ account, profile }) {
        if (account?.type !== "oauth") return started !== null;
        const identity = identityOf(profile);
        if (!identity) return "/sign-in?problem=incomplete";
        try {
          await start(signInWithIdentity(ctx, { identity, setupToken: request.setupToken }, request.caller));
          return true;
        } catch (error) {
          return `/sign-in?problem=${codeOf(error, ctx)}&by=${identityProblem(request, error)}`;
        }
      },
      jwt: ({ token }) => (started ? { sid: started } : { sid: token.sid }),
      session: ({ session }) => ({ expires: session.expires }),
    },
    events: {
      async signOut({ token }) {
        if (typeof token?.sid === "string") await signOutSession(token.sid);
      },
    },
    logger: {
      error: (code) => consoleLog().error({ code }, "sign-in failed"),
      warn: (code) => consoleLog().debug({ code }, "sign-in warning"),
      debug: () => {},
    },
  };
}

function providersFor(
  ctx: Context,
  { caller, demoIds }: SignInRequest,
  start: (signIn: Promise<{ sessionId: string }>) => Promise<{ id: string }>,
): Provider[] {
  const answer = async (signIn: Promise<{ sessionId: string }>) => {
    try {
      return await start(signIn);
    } catch (error) {
      // next-auth hands the message to the form: a code, for which the form has the sentence.
      throw new Error(codeOf(error, ctx));
    }
  };
  const password = Credentials({
    id: "password",
    name: "password",
    credentials: { email: {}, password: {} },
    authorize: (given) =>
      answer(signInWithPassword(ctx, { email: given?.email ?? "", password: given?.password ?? "" }, caller)),
  });
  const demo = Credentials({
    id: "demo",
    name: "demo",
    credentials: { personId: {} },
    authorize: (given) =>
      answer(signInAsDemo(ctx, { personId: given?.personId ?? "", host: caller.host, offered: demoIds }, caller)),
  });
  const oidc = oidcProvider();
  return [password, ...(env().COUNTERSIGN_DEMO === "1" ? [demo] : []), ...(oidc ? [oidc] : [])];
}

/** Ends the session a browser signs out of, in the name of its holder. */
async function signOutSession(sessionId: string): Promise<void> {
  const personId = await findSessionHolder(sessionId);
  if (!personId) return;
  const ctx = contextFor({ kind: "user", id: personId, sessionId, grants: [] });
  await closeSession(ctx, { sessionId, reason: "signed out" });
}

function identityOf(profile: unknown): Identity | null {
  const { iss, sub, email } = (profile ?? {}) as { iss?: unknown; sub?: unknown; email?: unknown };
  if (typeof iss !== "string" || typeof sub !== "string" || !iss || !sub || sub.length > 255) return null;
  return { issuer: iss, subject: sub, email: typeof email === "string" ? email : "" };
}

function codeOf(error: unknown, ctx: Context): string {
  const failure = failureOf(error);
  if (isOurFault(failure)) consoleLog().error({ err: error, requestId: ctx.requestId }, "sign-in failed");
  return failure.code;
}

function identityProblem(request: SignInRequest, error: unknown): "link" | "identity" {
  return request.setupToken !== null && error instanceof CountersignError ? "link" : "identity";
}
