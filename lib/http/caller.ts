import { isIP } from "node:net";
import { type Environment, env } from "@/lib/env";

/** What a request tells about where it comes from. Claims of the client: for limits and for the record, never for permission. */
export interface Caller {
  address: string;
  userAgent: string;
  host: string;
}

/**
 * Who is calling. Every proxy writes at the end of X-Forwarded-For whom it heard from, and so does our own process
 * (peers.ts): the address is the one that the outermost of our own proxies wrote, what stands before it was written by
 * whoever sent the request.
 */
export function callerOf(headers: Headers, proxies = proxiesInFront(env())): Caller {
  const hops = (headers.get("x-forwarded-for") ?? "").split(",").map((hop) => hop.trim());
  const address = hops.at(-1 - proxies) ?? hops[0] ?? "";
  return {
    address: isIP(address) ? address.replace(/^::ffff:(?=\d+\.)/i, "") : "unknown",
    userAgent: (headers.get("user-agent") ?? "").slice(0, 300),
    host: headers.get("host") ?? "",
  };
}

type Surroundings = Pick<Environment, "COUNTERSIGN_HOST" | "COUNTERSIGN_URL" | "COUNTERSIGN_PROXIES">;

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/i;

/** How many reverse proxies of ours a request passes: as stated; else one where people reach what only this machine can. */
export function proxiesInFront(given: Surroundings): number {
  const { COUNTERSIGN_HOST, COUNTERSIGN_URL, COUNTERSIGN_PROXIES } = given;
  const isReachedElsewhere = !LOOPBACK.test(new URL(COUNTERSIGN_URL).hostname);
  return COUNTERSIGN_PROXIES ?? (LOOPBACK.test(COUNTERSIGN_HOST) && isReachedElsewhere ? 1 : 0);
}
