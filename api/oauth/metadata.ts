import { ACCEPTED_ALGORITHMS, addressOf, issuerUrl, publishedKeys, SCOPES } from "@/lib/credentials";
import { type Exchange, sendJson } from "../exchange";
import { GRANTS } from "./read-attempt";

/** Keys are announced ten minutes before they sign: who keeps the document this long always has the one he needs. */
const KEEP_SECONDS = 300;

/** The server's metadata (RFC 8414): only what agents need. There is nothing here at which a person could sign in. */
export function metadata({ response }: Exchange): void {
  const methods = ["private_key_jwt", "client_secret_basic", "client_secret_post"];
  const algorithms = [...ACCEPTED_ALGORITHMS];
  response.setHeader("access-control-allow-origin", "*");
  sendJson(response, 200, {
    issuer: issuerUrl(),
    token_endpoint: addressOf("/oauth/token"),
    introspection_endpoint: addressOf("/oauth/introspect"),
    revocation_endpoint: addressOf("/oauth/revoke"),
    jwks_uri: addressOf("/oauth/jwks"),
    response_types_supported: [],
    grant_types_supported: Object.values(GRANTS),
    scopes_supported: [...SCOPES],
    token_endpoint_auth_methods_supported: [...methods, "none"],
    token_endpoint_auth_signing_alg_values_supported: algorithms,
    introspection_endpoint_auth_methods_supported: methods,
    introspection_endpoint_auth_signing_alg_values_supported: algorithms,
    revocation_endpoint_auth_methods_supported: methods,
    revocation_endpoint_auth_signing_alg_values_supported: algorithms,
    dpop_signing_alg_values_supported: algorithms,
  });
}

/** The public keys of our tokens (RFC 7517): the one that signs, the next, and those whose last token still lives. */
export function jwks({ response }: Exchange): void {
  const keys = publishedKeys(new Date()).map(({ kid, publicJwk }) => ({ ...publicJwk, kid, alg: "EdDSA", use: "sig" }));
  const bytes = Buffer.from(JSON.stringify({ keys }));
  response.writeHead(200, {
    "content-type": "application/jwk-set+json",
    "content-length": bytes.length,
    "cache-control": `public, max-age=${KEEP_SECONDS}`,
    "access-control-allow-origin": "*",
  });
  response.end(bytes);
}
