import { SignJWT } from "jose";
import { recordStream } from "@/lib/audit";
import { type Context, contextFor } from "@/lib/context";
import { newId } from "@/lib/ids";
import { signingKey } from "../keys/signing-keys";
import { issuerUrl } from "./addresses";
import { provenKey } from "./proofs";
import { TokenRefusal } from "./refusal";
import { actorsOf, grantedScope, lifetimeSeconds, mustBeBound, refusalOfStanding, SCOPES } from "./rules";
import {
  type ClientRow,
  type CredentialRow,
  hasServerAt,
  insertToken,
  selectOtherHolder,
  type TokenRow,
} from "./store";
import { tellOfSharedKey } from "./tell-of-shared-key";
import { noteUse } from "./uses";

/** An instance that has proved itself, and with what. */
export interface ProvenClient {
  client: ClientRow;
  credential: CredentialRow;
  address: string;
}

export interface TokenRequest {
  grant: string;
  /** Space separated; empty when nothing in particular was asked for. */
  scope: string;
  /** RFC 8707: what the token is for; the machines' door when absent. */
  resource: string | undefined;
  /** The DPoP proof that came with the request, and where. */
  proof: { proof: string; url: string } | undefined;
  /** What a token that was exchanged adds: who handed on, from what, and what it may not exceed. */
  handed?: {
    chain: readonly string[];
    ancestors: readonly string[];
    personId: string | null;
    scope: readonly string[];
    notAfter: Date;
  };
}

export interface IssuedAccessToken {
  accessToken: string;
  tokenType: "Bearer" | "DPoP";
  expiresIn: number;
  scope: string;
}

/**
 * An access token (RFC 9068) for an instance that has proved itself. Its row and its event stand before it is given out.
 * @throws TokenRefusal when the agent may not hold one now, asks for more than it may, or does not prove a key where it must
 */
export async function issueAccessToken(
  ctx: Context,
  proven: ProvenClient,
  request: TokenRequest,
): Promise<IssuedAccessToken> {
  const { client, credential } = proven;
  const refuse = refuser(proven);
  const refusal = refusalOfStanding(client);
  if (refusal) throw refuse("unauthorized_client", refusal.reason, refusal.message);
  const scope = grantedScope(request.scope, request.handed?.scope ?? SCOPES);
  if (!scope) {
    throw refuse("invalid_scope", "scope", `The scope may be made of: ${(request.handed?.scope ?? SCOPES).join(" ")}.`);
  }
  const audience = await audienceOf(proven, request.resource);
  const boundTo = await boundKey(ctx, proven, request);
  const expiresAt = endOf(ctx.now, client.tier, request.handed?.notAfter);
  if (expiresAt <= ctx.now)
    throw refuse("invalid_grant", "expired", "The subject token is about to end: get a new one.");
  const jti = newId("tok", ctx.now);
  const chain = request.handed?.chain ?? [];
  const personId = request.handed?.personId ?? null;
  const accessToken = await signed(ctx.now, { jti, client, chain, personId, scope, audience, boundTo, expiresAt });
  await stand(ctx, proven, request.grant, {
    jti,
    agentId: client.agentId,
    instanceId: client.instanceId,
    credentialId: credential.id,
    scope: scope.join(" "),
    audience,
    chain: [...chain],
    ancestors: [...(request.handed?.ancestors ?? [])],
    personId,
    boundTo,
    issuedAt: ctx.now,
    expiresAt,
  });
  noteUse({ credentialId: credential.id, instanceId: client.instanceId, at: ctx.now, from: proven.address });
  return {
    accessToken,
    tokenType: boundTo === null ? "Bearer" : "DPoP",
    expiresIn: Math.floor((expiresAt.getTime() - ctx.now.getTime()) / 1000),
    scope: scope.join(" "),
  };
}

/** Writes the token down, then into the log: a token whose event failed is one that nobody was given. */
async function stand(
  ctx: Context,
  { client, credential }: ProvenClient,
  grant: string,
  token: TokenRow,
): Promise<void> {
  await insertToken(token);
  const { jti, agentId, instanceId, credentialId, scope, chain, personId } = token;
  const actor = { kind: "agent", id: client.agentId, instanceId: client.instanceId } as const;
  await recordStream(contextFor(actor, ctx), {
    type: "token.issued",
    targetId: jti,
    agentId,
    details: {
      grant,
      instanceId,
      credentialId,
      strength: credential.strength,
      scope,
      bound: token.boundTo !== null,
      chain,
      personId,
      expiresAt: token.expiresAt.toISOString(),
    },
  });
}

function refuser({ client, credential }: ProvenClient) {
  const concerned = { agentId: client.agentId, instanceId: client.instanceId, credentialId: credential.id };
  return (error: TokenRefusal["error"], reason: string, message: string) =>
    new TokenRefusal(error, reason, message, concerned);
}

/** By tier, never beyond what it was exchanged from, in whole seconds as `exp` says it. */
function endOf(now: Date, tier: string | null, notAfter: Date | undefined): Date {
  const end = now.getTime() + lifetimeSeconds(tier) * 1000;
  return new Date(Math.floor(Math.min(end, notAfter?.getTime() ?? end) / 1000) * 1000);
}

async function audienceOf(proven: ProvenClient, resource: string | undefined): Promise<string> {
  if (resource === undefined || resource.replace(/\/+$/, "") === issuerUrl()) return issuerUrl();
  if (await hasServerAt(proven.client.agentId, resource)) return resource;
  throw refuser(proven)("invalid_target", "resource", "This agent has no server at the address that resource names.");
}

async function boundKey(ctx: Context, proven: ProvenClient, { proof }: TokenRequest): Promise<string | null> {
  const { client } = proven;
  const refuse = refuser(proven);
  if (!proof) {
    if (!mustBeBound(client.tier)) return null;
    const tier = client.tier ?? "unknown";
    throw refuse(
      "invalid_dpop_proof",
      "proof_missing",
      `Tokens for agents of tier ${tier} are bound to a key: send a DPoP proof (RFC 9449) with the request.`,
    );
  }
  const thumbprint = await provenKey(ctx, { ...proof, method: "POST" });
  const other = await selectOtherHolder(thumbprint, client.instanceId, ctx.now);
  if (other === null) return thumbprint;
  await tellOfSharedKey(ctx, { instanceId: client.instanceId, thumbprint });
  throw refuse(
    "invalid_dpop_proof",
    "key_shared",
    "Another instance proves itself with this key: make one of your own.",
  );
}

interface Signing {
  jti: string;
  client: ClientRow;
  chain: readonly string[];
  personId: string | null;
  scope: readonly string[];
  audience: string;
  boundTo: string | null;
  expiresAt: Date;
}

function signed(
  now: Date,
  { jti, client, chain, personId, scope, audience, boundTo, expiresAt }: Signing,
): Promise<string> {
  const key = signingKey(now);
  return new SignJWT({
    iss: issuerUrl(),
    ...actorsOf(client.agentId, chain, personId),
    aud: audience,
    jti,
    iat: Math.floor(now.getTime() / 1000),
    exp: expiresAt.getTime() / 1000,
    client_id: client.instanceId,
    scope: scope.join(" "),
    agent: client.agentId,
    agent_instance: client.instanceId,
    environment: client.environment,
    version: client.fingerprint,
    tier: client.tier,
    ...(boundTo === null ? {} : { cnf: { jkt: boundTo } }),
  })
    .setProtectedHeader({ alg: "EdDSA", typ: "at+jwt", kid: key.kid })
    .sign(key.privateKey);
}
