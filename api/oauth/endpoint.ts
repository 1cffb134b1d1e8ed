import { IncomingMessage } from "node:http";
import { type Context, contextFor } from "@/lib/context";
import {
  issuerUrl,
  isTokenRefusal,
  type OauthError,
  type RefusedAttempt,
  recordTokenRefusal,
  spendForAddress,
  spendForInstance,
  TokenRefusal,
} from "@/lib/credentials";
import { failureOf, isOurFault } from "@/lib/http/failure";
import { addressOf } from "../caller";
import { type Exchange, readBody, sendJson } from "../exchange";
import { type Attempt, remember } from "./attempt";
import { oauthProvider } from "./provider";
import { claimedClientId, readAttempt } from "./read-attempt";

const MOST_BYTES = 64 * 1024;

const STATUSES: Partial<Record<OauthError, number>> = { invalid_client: 401, temporarily_unavailable: 429 };

/** /oauth/token, /oauth/introspect and /oauth/revoke: read strictly, counted, answered by the server, and recorded when refused. */
export async function oauthEndpoint(exchange: Exchange): Promise<void> {
  const { request, requestId, path } = exchange;
  const ctx = contextFor({ kind: "system", id: "api" }, { requestId });
  const address = addressOf(exchange);
  const body = await readBody(exchange, MOST_BYTES);
  const { authorization } = request.headers;
  const claimed = { address, clientId: claimedClientId(body, authorization) };
  try {
    await spendForAddress(address);
    const asked = { path, address, body, contentType: request.headers["content-type"], authorization };
    const attempt = await readAttempt(ctx, { ...asked, dpop: onlyProof(request.headersDistinct.dpop) });
    await spendForInstance(attempt.clientId, address);
    await answered(exchange, attempt);
    if (attempt.failure !== undefined) exchange.log.error({ err: attempt.failure, requestId }, "request failed");
  } catch (error) {
    await refuse(exchange, ctx, { error, ...claimed });
  }
}

function onlyProof(proofs: readonly string[] | undefined): string | undefined {
  if (proofs && proofs.length !== 1) {
    throw new TokenRefusal("invalid_dpop_proof", "proof_two", "Send one DPoP proof.");
  }
  return proofs?.[0];
}

/** Hands the server a message of our own making: what was read and checked, and no header that it could take for more. */
async function answered({ request, response }: Exchange, attempt: Attempt): Promise<void> {
  const params = new URLSearchParams(attempt.params);
  if (!params.has("client_id")) params.set("client_id", attempt.clientId);
  if (params.has("token")) params.set("token", "held-at-the-door");
  params.delete("token_type_hint");
  const body = Buffer.from(params.toString());
  const message = new IncomingMessage(request.socket);
  message.method = "POST";
  message.url = attempt.path;
  const { authorization } = request.headers;
  message.headers = {
    host: new URL(issuerUrl()).host,
    accept: "application/json",
    "content-type": "application/x-www-form-urlencoded",
    "content-length": String(body.length),
    ...(authorization === undefined ? {} : { authorization }),
  };
  // Without it the message counts as broken off at its end, and takes the connection with it.
  message.complete = true;
  message.push(body);
  message.push(null);
  remember(message, attempt);
  await oauthProvider().callback()(message, response);
}

async function refuse(
  { response, log, requestId, path }: Exchange,
  ctx: Context,
  { error, address, clientId }: { error: unknown; address: string; clientId: string },
): Promise<void> {
  if (response.headersSent) throw error;
  const recorded = isTokenRefusal(error)
    ? await recordedRefusal(ctx, error, { address, wanted: path, clientId })
    : error;
  if (!isTokenRefusal(recorded)) {
    const failure = failureOf(recorded);
    if (!isOurFault(failure)) throw recorded;
    log.error({ err: recorded, requestId }, "request failed");
    response.setHeader("retry-after", "5");
    sendJson(response, 503, { error: "temporarily_unavailable", error_description: failure.message });
    return;
  }
  const status = STATUSES[recorded.error] ?? 400;
  if (status === 401) response.setHeader("www-authenticate", `Basic realm="${issuerUrl()}", error="${recorded.error}"`);
  if (status === 429) response.setHeader("retry-after", "60");
  response.setHeader("pragma", "no-cache");
  sendJson(response, status, { error: recorded.error, error_description: recorded.message });
}

/** The refusal, once it is on record; or what kept it from being recorded, which is then what is answered. */
async function recordedRefusal(ctx: Context, refusal: TokenRefusal, attempt: RefusedAttempt): Promise<unknown> {
  try {
    await recordTokenRefusal(ctx, refusal, attempt);
    return refusal;
  } catch (failure) {
    return failure;
  }
}
