import type { Context } from "@/lib/context";
import { selectPersonByIdentity } from "../federation/store";
import { verifyForeignToken } from "../federation/verify-workload-token";
import { issuerUrl } from "./addresses";
import { type IssuedAccessToken, issueAccessToken, type ProvenClient, type TokenRequest } from "./issue-access-token";
import { isTokenRefusal, TokenRefusal } from "./refusal";
import { lengthened, SCOPES, subjectMatches } from "./rules";
import type { ClientRow, CredentialRow } from "./store";
import { isOnlyFor } from "./strict-jwt";
import { readOwnToken } from "./verify-access-token";

export const TOKEN_TYPES = {
  access: "urn:ietf:params:oauth:token-type:access_token",
  jwt: "urn:ietf:params:oauth:token-type:jwt",
  id: "urn:ietf:params:oauth:token-type:id_token",
} as const;

/**
 * The credential by which a workload token proves this instance (RFC 7523 with OIDC federation).
 * @throws TokenRefusal with `error` when it does not
 */
export async function proveByWorkload(
  ctx: Context,
  { client, token, error }: { client: ClientRow; token: string; error: "invalid_grant" | "invalid_request" },
): Promise<CredentialRow> {
  const { issuer, subject } = await verifyForeignToken(ctx, token, error);
  const credential = client.credentials.find(
    (one) => one.kind === "federated" && one.issuerId === issuer.id && subjectMatches(one.subject, subject),
  );
  if (credential) return credential;
  const concerned = { agentId: client.agentId, instanceId: client.instanceId };
  throw new TokenRefusal(
    error,
    "foreign_subject",
    "This instance has no credential for the token's subject.",
    concerned,
  );
}

export interface Exchange extends Omit<TokenRequest, "handed" | "grant"> {
  subjectToken: string;
  subjectTokenType: string;
}

/**
 * Token exchange (RFC 8693, I5): the work of an agent, or of a person, handed on to the instance that asks. The new token names
 * everybody it went through, may do no more and lives no longer than what it came from, and dies with it.
 * @throws TokenRefusal `invalid_request` for a subject token that is not accepted
 */
export async function exchangeToken(
  ctx: Context,
  proven: ProvenClient,
  exchange: Exchange,
): Promise<IssuedAccessToken> {
  const { subjectToken, subjectTokenType, ...request } = exchange;
  const grant = "token_exchange";
  if (subjectTokenType === TOKEN_TYPES.id) {
    const handed = await handedByPerson(ctx, subjectToken);
    return issueAccessToken(ctx, proven, { ...request, grant, handed });
  }
  if (subjectTokenType !== TOKEN_TYPES.access && subjectTokenType !== TOKEN_TYPES.jwt) {
    throw refused("subject_type", "The subject token must be an access token of this server or an ID token.");
  }
  return issueAccessToken(ctx, proven, { ...request, grant, handed: await handedByAgent(ctx, proven, subjectToken) });
}

async function handedByPerson(ctx: Context, token: string): Promise<NonNullable<TokenRequest["handed"]>> {
  const { read, issuer, subject } = await verifyForeignToken(ctx, token, "invalid_request");
  const personId = await selectPersonByIdentity(issuer.issuer, subject);
  if (!personId) throw refused("person", "Nobody here signs in with the identity in this ID token.");
  return { chain: [], ancestors: [], personId, scope: SCOPES, notAfter: new Date((read.claims.exp ?? 0) * 1000) };
}

async function handedByAgent(
  ctx: Context,
  { client }: ProvenClient,
  token: string,
): Promise<NonNullable<TokenRequest["handed"]>> {
  const { read, standing } = await readOwnToken(ctx, token).catch((error: unknown) => {
    throw isTokenRefusal(error)
      ? new TokenRefusal("invalid_request", error.reason, error.message, error.concerned)
      : error;
  });
  if (!isOnlyFor(read.claims, [issuerUrl()])) throw refused("audience", "The subject token is for another audience.");
  const scope = standing.scope.split(" ");
  if (!scope.includes("delegate")) {
    throw refused("not_delegable", "The subject token may not be handed on: it needs the scope delegate.");
  }
  const chain = lengthened(standing.chain, standing.agentId, client.agentId);
  if (!chain) throw refused("chain", "The work has gone through too many hands, or through this agent already.");
  return {
    chain,
    ancestors: [standing.jti, ...standing.ancestors],
    personId: standing.personId,
    scope,
    notAfter: standing.expiresAt,
  };
}

const refused = (reason: string, message: string) => new TokenRefusal("invalid_request", `subject_${reason}`, message);
