import { createCipheriv, createDecipheriv, hkdfSync } from "node:crypto";
import { env } from "@/lib/env";
import { CountersignError } from "@/lib/errors";
import { drawRandom } from "@/lib/random";

/** The secrets that sign messages to one endpoint, as `whsec_…`; after a rotation the former one signs beside it for a while. */
export interface Secrets {
  current: string;
  former: { secret: string; until: string } | null;
}

const VERSION = 1;
const IV_BYTES = 12;
const TAG_BYTES = 16;
const SECRET_BYTES = 32;

/** A new signing secret in the form of Standard Webhooks. */
export function newSecret(): string {
  return `whsec_${drawRandom(SECRET_BYTES).toString("base64")}`;
}

/**
 * Secrets as they stand in the database: AES-256-GCM under a key derived from COUNTERSIGN_SECRET, which is not in it, and bound to
 * this endpoint, so that nobody who can write rows can lend one endpoint the secret of another.
 */
export function sealSecrets(endpointId: string, secrets: Secrets): Buffer {
  const iv = Buffer.from(drawRandom(IV_BYTES));
  const cipher = createCipheriv("aes-256-gcm", sealingKey(), iv).setAAD(boundTo(endpointId));
  const sealed = Buffer.concat([cipher.update(JSON.stringify(secrets), "utf8"), cipher.final()]);
  return Buffer.concat([Buffer.of(VERSION), iv, cipher.getAuthTag(), sealed]);
}

/** @throws CountersignError `unavailable` when it was sealed under another COUNTERSIGN_SECRET, for another endpoint, or changed */
export function openSecrets(endpointId: string, stored: Uint8Array): Secrets {
  const bytes = Buffer.from(stored);
  const tagAt = 1 + IV_BYTES;
  const textAt = tagAt + TAG_BYTES;
  try {
    if (bytes[0] !== VERSION) throw new Error("of another version");
    const decipher = createDecipheriv("aes-256-gcm", sealingKey(), bytes.subarray(1, tagAt), {
      authTagLength: TAG_BYTES,
    })
      .setAAD(boundTo(endpointId))
      .setAuthTag(bytes.subarray(tagAt, textAt));
    const text = Buffer.concat([decipher.update(bytes.subarray(textAt)), decipher.final()]).toString("utf8");
    return JSON.parse(text) as Secrets;
  } catch {
    throw new CountersignError(
      "unavailable",
      "The secret of this webhook cannot be opened: COUNTERSIGN_SECRET was changed. Rotate the webhook's secret.",
    );
  }
}

/** What signs at this instant, the newest first. */
export function secretsAt({ current, former }: Secrets, now: Date): string[] {
  return former && Date.parse(former.until) > now.getTime() ? [current, former.secret] : [current];
}

function sealingKey(): Uint8Array {
  return new Uint8Array(hkdfSync("sha256", env().COUNTERSIGN_SECRET, "", "countersign webhook secrets v1", 32));
}

function boundTo(endpointId: string): Buffer {
  return Buffer.from(`webhook_endpoints.secret:${endpointId}`, "utf8");
}
