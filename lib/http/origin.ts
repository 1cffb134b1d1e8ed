import { CountersignError } from "@/lib/errors";

export interface OriginClaim {
  origin: string | null;
  host: string | null;
  /** The address people open, for reverse proxies that rewrite the Host header. */
  publicUrl: string;
}

/**
 * Refuses a write whose Origin is missing or foreign (CSRF). Every browser names the origin of a POST; the framework
 * lets a missing one through, which we do not.
 * @throws CountersignError `forbidden`
 */
export function requireOwnOrigin({ origin, host, publicUrl }: OriginClaim): void {
  if (origin && URL.canParse(origin)) {
    const given = new URL(origin);
    if (given.origin === new URL(publicUrl).origin) return;
    if (/^https?:$/.test(given.protocol) && host && given.host === host.toLowerCase()) return;
  }
  throw new CountersignError("forbidden", "This came from another site. Open the console itself and try again there.");
}
