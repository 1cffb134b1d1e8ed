import type { OAuthConfig } from "next-auth/providers/oauth";
import { env } from "@/lib/env";
import { CountersignError } from "@/lib/errors";

interface Claims {
  sub: string;
}

/** Any OpenID Connect provider, by environment (O6); null when none is set. Code flow with PKCE, state and nonce. */
export function oidcProvider(): OAuthConfig<Claims> | null {
  const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, OIDC_NAME } = env();
  if (!OIDC_ISSUER) return null;
  if (!OIDC_CLIENT_ID || !OIDC_CLIENT_SECRET) {
    throw new CountersignError("unavailable", "Set OIDC_CLIENT_ID and OIDC_CLIENT_SECRET beside OIDC_ISSUER.");
  }
  return {
    id: "oidc",
    name: OIDC_NAME,
    type: "oauth",
    wellKnown: `${OIDC_ISSUER.replace(/\/$/, "")}/.well-known/openid-configuration`,
    clientId: OIDC_CLIENT_ID,
    clientSecret: OIDC_CLIENT_SECRET,
    idToken: true,
    checks: ["pkce", "state", "nonce"],
    authorization: { params: { scope: "openid email profile" } },
    profile: (claims) => ({ id: claims.sub }),
  };
}

/** What the sign-in page says on its button; null when single sign-on is not set up. */
export function singleSignOnName(): string | null {
  const { OIDC_ISSUER, OIDC_NAME } = env();
  return OIDC_ISSUER ? OIDC_NAME : null;
}
