import type { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { env } from "@/lib/env";
import { CountersignError, isCountersignError } from "@/lib/errors";
import { callerOf } from "@/lib/http/caller";
import { requireOwnOrigin } from "@/lib/http/origin";
import { problemResponse } from "@/lib/http/problem";
import { newId } from "@/lib/ids";
import { cookieOptions, setupCookieName } from "./cookies";
import { authOptions } from "./options";

export interface RouteParams {
  params: Promise<{ nextauth: string[] }>;
}

/**
 * Answers next-auth's own paths (/api/auth/…). A write needs our own Origin, as everywhere; the way back from the identity
 * provider is a read. A set-up link carried there is dropped on the way back.
 */
export async function handleAuth(
  request: NextRequest,
  route: RouteParams,
  demoIds: readonly string[],
): Promise<Response> {
  const refusal = refusalOf(request);
  if (refusal) return problemResponse(refusal, newId("req"));
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

function refusalOf({ method, headers, nextUrl }: NextRequest): CountersignError | null {
  // next-auth would write what any browser posts there into our log.
  if (nextUrl.pathname.endsWith("/_log")) return new CountersignError("not_found", "There is nothing at this address.");
  if (method !== "POST") return null;
  try {
    requireOwnOrigin({ origin: headers.get("origin"), host: headers.get("host"), publicUrl: env().COUNTERSIGN_URL });
    return null;
  } catch (error) {
    if (isCountersignError(error)) return error;
    throw error;
  }
}

function noStore(answer: Response): Response {
  answer.headers.set("cache-control", "no-store");
  return answer;
}
