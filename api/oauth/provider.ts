import { generateKeyPairSync } from "node:crypto";
import { errors, Provider } from "oidc-provider";
import {
  ACCEPTED_ALGORITHMS,
  addressOf,
  exchangeToken,
  type IssuedAccessToken,
  introspectToken,
  issueAccessToken,
  issuerUrl,
  isTokenRefusal,
  type ProvenClient,
  proveByWorkload,
  revokeToken,
  TokenRefusal,
  type TokenRequest,
} from "@/lib/credentials";
import { OauthAdapter } from "./adapter";
import { type Attempt, attemptOf } from "./attempt";
import { GRANTS, workloadTokenOf } from "./read-attempt";
import { recordOutcome } from "./record-outcome";

const PARAMETERS = ["scope", "resource", "audience"];
const EXCHANGE_PARAMETERS = [
  "subject_token",
  "subject_token_type",
  "actor_token",
  "actor_token_type",
  "requested_token_type",
];

let opened: { issuer: string; provider: Provider } | undefined;

/**
 * The certified server, reduced to what agents need: it authenticates the client and reads token, introspection and revocation
 * requests. Grants are registered with it rather than built in, for its JWT access tokens are kept nowhere (and so can be
 * neither introspected nor revoked), it knows neither token exchange nor workload tokens, and its check of a proof's id
 * looks before it writes. There is no endpoint at which anybody signs in: nothing but these three paths leads here.
 */
export function oauthProvider(): Provider {
  const issuer = issuerUrl();
  if (opened?.issuer === issuer) return opened.provider;
  const provider = new Provider(issuer, {
    adapter: OauthAdapter,
    routes: { token: "/oauth/token", introspection: "/oauth/introspect", revocation: "/oauth/revoke" },
    clientAuthMethods: ["private_key_jwt", "client_secret_basic", "client_secret_post", "none"],
    enabledJWA: { clientAuthSigningAlgValues: [...ACCEPTED_ALGORITHMS] },
    features: {
      devInteractions: { enabled: false },
      userinfo: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      resourceIndicators: { enabled: false },
      dPoP: { enabled: false },
      introspection: { enabled: true },
      revocation: { enabled: true },
    },
    responseTypes: [],
    scopes: [],
    // The form was checked at the door, more strictly.
    assertJwtClientAuthClaimsAndHeader: async () => {},
    clockTolerance: 30,
    // It wants a key to sign with and signs nothing: our tokens are signed with the keys of the installation.
    jwks: { keys: [idleKey()] },
    clientDefaults: { id_token_signed_response_alg: "ES256", response_types: [], grant_types: [] },
    cookies: { keys: [crypto.randomUUID()] },
  });
  compareHashes(provider);
  registerGrants(provider);
  provider.on("server_error", (ctx, error) => {
    attemptOf(ctx.req).failure = error;
  });
  finishing(provider);
  opened = { issuer, provider };
  return provider;
}

/** What is done around every request, before its answer leaves: our part of the answer, and the record of a refusal. */
function finishing(provider: Provider): void {
  provider.use(async (ctx, next) => {
    const attempt = attemptOf(ctx.req);
    await next();
    try {
      await answerAboutTokens(ctx, attempt);
      await recordOutcome(attempt, ctx.status);
    } catch (error) {
      attempt.failure = error;
    }
    if (attempt.failure === undefined) return;
    // Ours, not the client's: it may try again, and learns nothing of what broke.
    ctx.status = 503;
    ctx.set("retry-after", "5");
    ctx.body = { error: "temporarily_unavailable", error_description: "Something failed on our side: try again." };
  });
}

function idleKey() {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  return { ...privateKey.export({ format: "jwk" }), use: "sig" };
}

function compareHashes(provider: Provider): void {
  const prototype = provider.Client.prototype as { compareClientSecret: (secret: string) => boolean };
  // Found already, when the client was looked up; what the library would compare is not a secret.
  prototype.compareClientSecret = () => attemptOf(Provider.ctx?.req).credential !== undefined;
}

function registerGrants(provider: Provider): void {
  const grants: Record<string, { params: string[]; grant: (attempt: Attempt) => Promise<Granted> }> = {
    [GRANTS.client]: {
      params: PARAMETERS,
      grant: async (attempt) =>
        issueAccessToken(attempt.ctx, provenOf(attempt), { ...requestOf(attempt), grant: "client_credentials" }),
    },
    [GRANTS.jwt]: { params: [...PARAMETERS, "assertion"], grant: byWorkload },
    [GRANTS.exchange]: { params: [...PARAMETERS, ...EXCHANGE_PARAMETERS], grant: byExchange },
  };
  for (const [name, { params, grant }] of Object.entries(grants)) {
    provider.registerGrantType(
      name,
      async (ctx) => {
        const attempt = attemptOf(ctx.req);
        const { accessToken, tokenType, expiresIn, scope, issuedTokenType } = await refusing(attempt, grant(attempt));
        ctx.body = {
          access_token: accessToken,
          token_type: tokenType,
          expires_in: expiresIn,
          scope,
          ...(issuedTokenType ? { issued_token_type: issuedTokenType } : {}),
        };
      },
      params,
    );
  }
}

type Granted = IssuedAccessToken & { issuedTokenType?: string };

async function byWorkload(attempt: Attempt): Promise<Granted> {
  await proveWorkload(attempt, "invalid_grant");
  return issueAccessToken(attempt.ctx, provenOf(attempt), { ...requestOf(attempt), grant: "workload_token" });
}

const ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";

async function byExchange(attempt: Attempt): Promise<Granted> {
  const { params } = attempt;
  const wanted = params.get("requested_token_type") ?? ACCESS_TOKEN;
  if (wanted !== ACCESS_TOKEN && wanted !== "urn:ietf:params:oauth:token-type:jwt") {
    throw new TokenRefusal("invalid_request", "requested_type", "Only access tokens are issued here.");
  }
  if (attempt.means.kind === "workload") await proveWorkload(attempt, "invalid_request");
  else if (params.has("actor_token")) {
    throw new TokenRefusal("invalid_request", "actor", "The actor is the instance that asks: leave actor_token out.");
  }
  const issued = await exchangeToken(attempt.ctx, provenOf(attempt), {
    ...requestOf(attempt),
    subjectToken: params.get("subject_token") ?? "",
    subjectTokenType: params.get("subject_token_type") ?? "",
  });
  return { ...issued, issuedTokenType: ACCESS_TOKEN };
}

async function proveWorkload(attempt: Attempt, error: "invalid_grant" | "invalid_request"): Promise<void> {
  const token = workloadTokenOf(attempt.params);
  if (!attempt.client || !token) throw new TokenRefusal(error, "assertion_missing", "The workload token is missing.");
  attempt.credential = await proveByWorkload(attempt.ctx, { client: attempt.client, token, error });
}

function provenOf({ client, credential, address }: Attempt): ProvenClient {
  if (!client || !credential) throw new TokenRefusal("invalid_client", "no_credential", "Prove who you are.");
  return { client, credential, address };
}

function requestOf({ params, dpop, path }: Attempt): Omit<TokenRequest, "grant"> {
  const resource = params.get("resource") ?? params.get("audience") ?? undefined;
  const proof = dpop === undefined ? undefined : { proof: dpop, url: addressOf(path) };
  return { scope: params.get("scope") ?? "", resource, proof };
}

/** A refusal of ours in the words of the protocol; what failed is left to the server's own handling. */
async function refusing<T>(attempt: Attempt, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!isTokenRefusal(error)) throw error;
    attempt.refusal = error;
    throw new errors.CustomOIDCProviderError(error.error, error.message);
  }
}

interface Answered {
  status: number;
  body: unknown;
  oidc?: { route: string };
}

/**
 * Introspection and revocation: the server authenticates the client and would refuse a JWT or know nothing of it; it was
 * given another word in the token's place (endpoint.ts), and what it answers of that word is replaced by what we know.
 */
async function answerAboutTokens(ctx: Answered, attempt: Attempt): Promise<void> {
  const { client, params, path } = attempt;
  if (ctx.status !== 200 || !client || attempt.failure || path === "/oauth/token") return;
  const token = params.get("token") ?? "";
  if (path === "/oauth/introspect") ctx.body = await introspectToken(attempt.ctx, client, token);
  else await revokeToken(attempt.ctx, client, token);
}
