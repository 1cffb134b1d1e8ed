import type { Context } from "@/lib/context";
import {
  addressOf,
  instanceOfAssertion,
  issuerUrl,
  readClientAssertion,
  TOKEN_TYPES,
  TokenRefusal,
} from "@/lib/credentials";
import type { Attempt, Means } from "./attempt";

export const GRANTS = {
  client: "client_credentials",
  jwt: "urn:ietf:params:oauth:grant-type:jwt-bearer",
  exchange: "urn:ietf:params:oauth:grant-type:token-exchange",
} as const;

const ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
const MOST_PARAMETER = 16_384;

export interface Asked {
  path: string;
  address: string;
  body: Buffer;
  contentType: string | undefined;
  authorization: string | undefined;
  dpop: string | undefined;
}

/**
 * A request to an OAuth endpoint, read so that it has one reading: every parameter once, one way of saying who sends it, and
 * an assertion that is checked in form before any library sees it.
 * @throws TokenRefusal
 */
export async function readAttempt(ctx: Context, asked: Asked): Promise<Attempt> {
  const params = readParameters(asked);
  const means = meansOf(ctx, asked, params);
  const clientId = await clientIdOf(ctx, { asked, params, means });
  return { ctx, path: asked.path, address: asked.address, params, clientId, means, dpop: asked.dpop };
}

/** The client id that the request claims, for limits and for the record; "" where there is none. */
export function claimedClientId(body: Buffer, authorization: string | undefined): string {
  const named = new URLSearchParams(body.toString("utf8")).get("client_id") ?? basicOf(authorization)?.id;
  return (named ?? "").slice(0, 64);
}

function readParameters({ body, contentType }: Asked): URLSearchParams {
  if (!/^application\/x-www-form-urlencoded(\s*;|$)/i.test(contentType ?? "")) {
    throw invalid("content_type", "Send the parameters as application/x-www-form-urlencoded.");
  }
  const text = body.toString("utf8");
  if (!/^[\x21-\x7e]*$/.test(text) || /%(?![0-9A-Fa-f]{2})|%00/.test(text)) {
    throw invalid("encoding", "The body is not properly form-encoded.");
  }
  const params = new URLSearchParams(text);
  const names = [...params.keys()];
  if (new Set(names).size !== names.length) throw invalid("duplicate", "Every parameter may come once.");
  if ([...params.values()].some((value) => value.length > MOST_PARAMETER)) {
    throw invalid("too_large", `A parameter may have ${MOST_PARAMETER} characters.`);
  }
  return params;
}

function meansOf(ctx: Context, { authorization, path }: Asked, params: URLSearchParams): Means {
  const assertion = params.get("client_assertion");
  const basic = basicOf(authorization);
  const secret = params.get("client_secret") ?? basic?.secret;
  if (authorization !== undefined && !basic)
    throw invalid("authorization", "Authorization must be Basic here, with client id and secret.");
  if ([assertion, params.get("client_secret"), basic].filter(Boolean).length > 1) {
    throw invalid("two_means", "Prove who you are in one way: with an assertion, or with a secret.");
  }
  if (assertion !== null) {
    if (params.get("client_assertion_type") !== ASSERTION_TYPE) {
      throw invalid("assertion_type", `client_assertion_type must be ${ASSERTION_TYPE}.`);
    }
    return {
      kind: "assertion",
      assertion: readClientAssertion(ctx, assertion, [issuerUrl(), addressOf("/oauth/token"), addressOf(path)]),
    };
  }
  return secret ? { kind: "secret", secret } : { kind: "workload" };
}

async function clientIdOf(
  ctx: Context,
  { asked, params, means }: { asked: Asked; params: URLSearchParams; means: Means },
): Promise<string> {
  const named = params.get("client_id") ?? basicOf(asked.authorization)?.id;
  if (means.kind === "assertion") return means.assertion.claims.sub ?? "";
  if (named) return named;
  const workload = workloadTokenOf(params);
  const found = workload ? await instanceOfAssertion(ctx, workload) : null;
  if (found) return found;
  throw new TokenRefusal(
    workload ? "invalid_grant" : "invalid_client",
    workload ? "foreign_subject" : "no_client",
    workload ? "No instance lives by a token of this issuer and subject." : "Say who you are, and prove it.",
  );
}

/** The workload token by which a request without other proof says who sends it: the assertion, or the actor of an exchange. */
export function workloadTokenOf(params: URLSearchParams): string | null {
  const grant = params.get("grant_type");
  if (grant === GRANTS.jwt) return params.get("assertion");
  if (grant === GRANTS.exchange && params.get("actor_token_type") === TOKEN_TYPES.jwt) return params.get("actor_token");
  return null;
}

/** RFC 6749, 2.3.1: both halves are form-encoded before they are joined. */
function basicOf(authorization: string | undefined): { id: string; secret: string } | null {
  const [, encoded] = /^basic ([A-Za-z0-9+/]+={0,2})$/i.exec(authorization ?? "") ?? [];
  if (!encoded) return null;
  const [id, secret, ...more] = Buffer.from(encoded, "base64").toString("utf8").split(":");
  if (!id || !secret || more.length > 0) return null;
  try {
    const decode = (text: string) => decodeURIComponent(text.replaceAll("+", "%20"));
    return { id: decode(id), secret: decode(secret) };
  } catch {
    return null;
  }
}

const invalid = (reason: string, message: string) => new TokenRefusal("invalid_request", `request_${reason}`, message);
