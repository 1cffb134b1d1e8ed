import { hkdfSync } from "node:crypto";
import { env } from "@/lib/env";

/** The key of the session cookie, derived from the installation's secret for this one purpose. */
export function sessionSecret(): string {
  const key = hkdfSync("sha256", env().COUNTERSIGN_SECRET, "", "countersign session cookie v1", 32);
  return Buffer.from(key).toString("base64url");
}
