/**
 * Credentials owns what machines prove themselves with: instances of agents, the register of their credentials, trusted workload
 * issuers, access tokens and the keys that sign them, and the check of every token at the machines' door.
 * It must not know what a token is used for: grants, policies and decisions stand above or beside it.
 */

export { createInstance } from "./create-instance";
export { proveDead } from "./endings/prove-dead";
export { sweepCredentials } from "./endings/sweep-credentials";
export { exportCredentials } from "./export-credentials";
export { instanceOfAssertion } from "./federation/verify-workload-token";
export { getIdentity } from "./get-identity";
export { issueCredential } from "./issue-credential";
export { addIssuer } from "./issuers/add-issuer";
export { endIssuer } from "./issuers/end-issuer";
export { listIssuers } from "./issuers/list-issuers";
export { tryIssuer } from "./issuers/try-issuer";
export { publishedKeys } from "./keys/signing-keys";
export { credentialFacets, listCredentials } from "./list-credentials";
export { resumeInstance, retireInstance, stopInstance } from "./move-instance";
export { revokeCredential } from "./revoke-credential";
export { revokeCredentials } from "./revoke-credentials";
export { rotateCredential } from "./rotate-credential";
export { setGateway } from "./set-gateway";
export { endManyCredentials, livingCredentials, resumeManyInstances, stopManyInstances } from "./stop/end-many";
export { stopIdentities } from "./stop/stop-identities";
export { addressOf, issuerUrl } from "./tokens/addresses";
export {
  explainAssertion,
  explainSecret,
  findClient,
  keysFor,
  readClientAssertion,
  secretOf,
} from "./tokens/authenticate-client";
export { exchangeToken, proveByWorkload, TOKEN_TYPES } from "./tokens/grants";
export { introspectToken } from "./tokens/introspect-token";
export {
  type IssuedAccessToken,
  issueAccessToken,
  type ProvenClient,
  type TokenRequest,
} from "./tokens/issue-access-token";
export { spendForAddress, spendForInstance } from "./tokens/limits";
export { isFirst } from "./tokens/proofs";
export { purgeTokens } from "./tokens/purge-tokens";
export { type RefusedAttempt, recordTokenRefusal } from "./tokens/record-refusal";
export { isTokenRefusal, type OauthError, TokenRefusal } from "./tokens/refusal";
export { revokeToken } from "./tokens/revoke-token";
export { type MachineCaller, SCOPES } from "./tokens/rules";
export type { ClientRow, CredentialRow } from "./tokens/store";
export { ACCEPTED_ALGORITHMS, type ReadJwt } from "./tokens/strict-jwt";
export { flushUses } from "./tokens/uses";
export { type Shown, verifyAccessToken, type Watch } from "./tokens/verify-access-token";
