import { isIP } from "node:net";

/** What a request tells about where it comes from. Claims of the client: for limits and for the record, never for permission. */
export interface Caller {
  address: string;
  userAgent: string;
  host: string;
}

/**
 * The address is the last one of X-Forwarded-For: the one our own reverse proxy (or the server itself) wrote.
 * What stands before it was written by whoever sent the request.
 */
export function callerOf(headers: Headers): Caller {
  const forwarded = headers.get("x-forwarded-for")?.split(",").at(-1)?.trim() ?? "";
  return {
    address: isIP(forwarded) ? forwarded.replace(/^::ffff:(?=\d+\.)/i, "") : "unknown",
    userAgent: (headers.get("user-agent") ?? "").slice(0, 300),
    host: headers.get("host") ?? "",
  };
}
