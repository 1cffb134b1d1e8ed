import type { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { env } from "@/lib/env";
import { callerOf } from "@/lib/http/caller";
import { cookieOptions, setupCookieName } from "./cookies";
import { authOptions } from "./options";

export interface RouteParams {
  params: Promise<{ nextauth: string[] }>;
}

/** Answers next-auth's own paths (/api/auth/…). A set-up link carried to the identity provider is dropped on the way back. */
export async function handleAuth(
  request: NextRequest,
  route: RouteParams,
  demoIds: readonly string[],
): Promise<Response> {
  // next-auth reads its public address from this name alone.
  process.env.NEXTAUTH_URL = env().COUNTERSIGN_URL;
  const setupToken = request.cookies.get(setupCookieName())?.value ?? null;
  const options = authOptions({ caller: callerOf(request.headers), setupToken, demoIds });
  const answer: Response = await NextAuth(request, route, options);
  if (!setupToken || !request.nextUrl.pathname.startsWith("/api/auth/callback/")) return noStore(answer);
  const { sameSite, path, secure } = cookieOptions();
  const dropped = `${setupCookieName()}=; Path=${path}; Max-Age=0; HttpOnly; SameSite=${sameSite}${secure ? "; Secure" : ""}`;
  answer.headers.append("set-cookie", dropped);
  return noStore(answer);
}

function noStore(answer: Response): Response {
  answer.headers.set("cache-control", "no-store");
  return answer;
}
