/**
 * Api-keys own the keys of machines that are no agents: gateways and collectors that report events, programs that read numbers.
 * They say who calls and what a reader may see. They must not know what is reported or read.
 */
export { admitKey } from "./admit-key";
export type { KeyCaller } from "./caller-of-key";
export { createApiKey } from "./create-api-key";
export { listApiKeys } from "./list-api-keys";
export { revokeApiKey } from "./revoke-api-key";
