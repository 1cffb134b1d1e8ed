import { contextFor } from "@/lib/context";
import {
  isTokenRefusal,
  type MachineCaller,
  recordTokenRefusal,
  type TokenRefusal,
  verifyAccessToken,
  type Watch,
} from "@/lib/credentials";
import { env } from "@/lib/env";
import { callerOf as callerOfHeaders } from "@/lib/http/caller";
import type { Exchange } from "./exchange";

/** The address a request comes from, behind the proxies of ours that are in front of it. */
export function addressOf({ request }: Pick<Exchange, "request">): string {
  const headers = new Headers();
  const claimed = request.headers["x-forwarded-for"];
  headers.set("x-forwarded-for", [claimed ?? [], request.socket.remoteAddress ?? "unknown"].flat().join(", "));
  return callerOfHeaders(headers).address;
}

/** What a request's access token is refused with, beside the problem document (RFC 6750 section 3, RFC 9449 section 7.1). */
function challengeFor({ error, reason, message }: TokenRefusal): string {
  // RFC 6750, 3.1: who sent no token at all is told how to, and not that something was wrong.
  if (reason === "missing") return 'Bearer realm="countersign", DPoP algs="EdDSA ES256 PS256 RS256"';
  const said = `error="${error}", error_description="${message.replace(/[^\x20-\x21\x23-\x5b\x5d-\x7e]/g, "'")}"`;
  return `Bearer ${said}, DPoP ${said}, algs="EdDSA ES256 PS256 RS256"`;
}

/**
 * The machine that calls: an agent's instance with a good access token (I3). A refusal is recorded, and answered with its challenge.
 * @throws TokenRefusal (`unauthenticated`)
 */
export async function callerOf(exchange: Exchange, watch: Watch = {}): Promise<MachineCaller> {
  const { request, response, path, requestId } = exchange;
  const ctx = contextFor({ kind: "system", id: "api" }, { requestId });
  const { authorization, dpop } = request.headersDistinct;
  try {
    return await verifyAccessToken(
      ctx,
      {
        authorization: only(authorization),
        dpop: only(dpop),
        method: request.method ?? "",
        url: env().COUNTERSIGN_API_URL.replace(/\/+$/, "") + path,
      },
      watch,
    );
  } catch (error) {
    if (isTokenRefusal(error)) {
      response.setHeader("www-authenticate", challengeFor(error));
      // Who shows nothing claims nothing: there is no attempt to tell of.
      if (error.reason !== "missing") {
        await recordTokenRefusal(ctx, error, { address: addressOf(exchange), wanted: `${request.method} ${path}` });
      }
    }
    throw error;
  }
}

/** The one value of a header; two of them are nobody's proof. */
function only(values: readonly string[] | undefined): string | undefined {
  return values?.length === 1 ? values[0] : undefined;
}
