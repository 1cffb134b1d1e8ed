import type { CookiesOptions } from "next-auth";
import { env } from "@/lib/env";

/** Whether people reach the console over TLS; cookies then carry the prefixes that browsers enforce. */
export function isSecure(): boolean {
  return new URL(env().COUNTERSIGN_URL).protocol === "https:";
}

// Over TLS every cookie is `__Host-`: bound to this very host, to the whole path, and to TLS, by the browser itself.
const named = (name: string) => `${isSecure() ? "__Host-" : ""}countersign.${name}`;

export function sessionCookieName(): string {
  return named("session");
}

/** Holds the token of the set-up link while its holder is away at the identity provider. */
export function setupCookieName(): string {
  return named("setup");
}

export function cookieOptions() {
  return { httpOnly: true, sameSite: "lax", path: "/", secure: isSecure() } as const;
}

const AWAY_SECONDS = 600;

/** The cookies of next-auth, under our names. `lax`, because the way back from the identity provider is a cross-site GET. */
export function authCookies(): Partial<CookiesOptions> {
  const options = cookieOptions();
  const away = { ...options, maxAge: AWAY_SECONDS };
  return {
    sessionToken: { name: sessionCookieName(), options },
    csrfToken: { name: named("csrf"), options },
    callbackUrl: { name: named("callback"), options },
    pkceCodeVerifier: { name: named("pkce"), options: away },
    state: { name: named("state"), options: away },
    nonce: { name: named("nonce"), options: away },
  };
}
