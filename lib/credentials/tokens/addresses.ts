import { env } from "@/lib/env";

/** The issuer of our tokens (RFC 8414): `COUNTERSIGN_API_URL` without a slash at its end. Also the audience of the machines' door. */
export function issuerUrl(): string {
  return env().COUNTERSIGN_API_URL.replace(/\/+$/, "");
}

/** Where the machines' door answers under this path, as clients call it. */
export function addressOf(path: string): string {
  return issuerUrl() + path;
}
