import { generateKeyPairSync } from "node:crypto";
import { once } from "node:events";
import { Provider } from "oidc-provider";

/** What the console under test was started with, and the provider must agree to. */
export interface IdpSettings {
  issuer: string;
  clientId: string;
  clientSecret: string;
  consoleUrl: string;
}

/** The settings of this run, from the environment that started the console; null when it was started without a provider. */
export function idpSettings(): IdpSettings | null {
  const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, BASE_URL } = process.env;
  if (!OIDC_ISSUER || !OIDC_CLIENT_ID || !OIDC_CLIENT_SECRET) return null;
  return {
    issuer: OIDC_ISSUER,
    clientId: OIDC_CLIENT_ID,
    clientSecret: OIDC_CLIENT_SECRET,
    consoleUrl: BASE_URL ?? "http://localhost:3000",
  };
}

/**
 * A certified OpenID provider on loopback, in this process. It knows everybody: whatever is written as login is the
 * subject, and it vouches for the address `<login>@norvik.example` as verified, so that trusting an address would show.
 * @returns stops it
 */
export async function startIdp({
  issuer,
  clientId,
  clientSecret,
  consoleUrl,
}: IdpSettings): Promise<() => Promise<void>> {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: clientId,
        client_secret: clientSecret,
        redirect_uris: [`${consoleUrl}/api/auth/callback/oidc`],
        grant_types: ["authorization_code"],
        response_types: ["code"],
      },
    ],
    jwks: { keys: [{ ...privateKey.export({ format: "jwk" }), alg: "RS256", use: "sig", kid: "tests" }] },
    cookies: { keys: ["a-cookie-key-for-tests"] },
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    findAccount: (_context: unknown, login: string) => ({
      accountId: login,
      claims: () => ({ sub: login, email: `${login}@norvik.example`, email_verified: true, name: login }),
    }),
    features: { devInteractions: { enabled: true } },
    ttl: { Session: 600, Grant: 600, Interaction: 600, IdToken: 600, AccessToken: 600, AuthorizationCode: 60 },
  });
  const server = provider.listen(Number(new URL(issuer).port), "127.0.0.1", () => {});
  if (!server.listening) await once(server, "listening");
  return async () => {
    server.closeAllConnections();
    server.close();
    await once(server, "close");
  };
}
