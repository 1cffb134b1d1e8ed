/**
 * Outbound owns how this installation asks anything of an address that somebody registered, without being led into its own network.
 * It must not know what is asked for, and keeps nothing.
 */
export { isPublicAddress } from "./addresses";
export { guardedRequest, hostsOf, Unreachable } from "./guarded-request";
