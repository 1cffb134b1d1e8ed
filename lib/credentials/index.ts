/**
 * Credentials owns what machines prove themselves with: instances of agents, the register of their credentials, trusted workload
 * issuers, access tokens and the keys that sign them, and the check of every token at the machines' door.
 * It must not know what a token is used for: grants, policies and decisions stand above or beside it.
 */

export { stopIdentities } from "./stop/stop-identities";
export { recordTokenRefusal } from "./tokens/record-refusal";
export { isTokenRefusal, type OauthError, TokenRefusal } from "./tokens/refusal";
export type { MachineCaller } from "./tokens/rules";
export { type Shown, verifyAccessToken, type Watch } from "./tokens/verify-access-token";
