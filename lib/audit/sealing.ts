import { createCipheriv, createDecipheriv, hkdfSync } from "node:crypto";
import { env } from "@/lib/env";
import { CountersignError } from "@/lib/errors";
import { drawRandom } from "@/lib/random";

/**
 * Personal fields as they stand beside their leaves: AES-256-GCM under a key of the person, which itself stands in the database
 * only under a key derived from COUNTERSIGN_SECRET. Whoever destroys the person's key destroys salt and text of every field.
 */
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Where a sealed field stands: it opens nowhere else. */
export interface Place {
  eventId: string;
  field: string;
}

export function newPersonKey(): Buffer {
  return Buffer.from(drawRandom(KEY_BYTES));
}

/** A person's key as it stands in the database, bound to that person. */
export function wrapKey(personId: string, key: Buffer): Buffer {
  return seal(wrappingKey(), `person_keys.key:${personId}`, key);
}

/** @throws CountersignError `unavailable` when it was wrapped under another COUNTERSIGN_SECRET, for another person, or changed */
export function unwrapKey(personId: string, wrapped: Uint8Array): Buffer {
  const key = open(wrappingKey(), `person_keys.key:${personId}`, Buffer.from(wrapped));
  if (key?.length === KEY_BYTES) return key;
  throw new CountersignError(
    "unavailable",
    "The key of a person cannot be opened: COUNTERSIGN_SECRET was changed. Start with the former one.",
  );
}

/** What stands in the column `value`: base64 of nonce, ciphertext and tag. */
export function sealField(key: Buffer, place: Place, { salt, value }: { salt: Uint8Array; value: string }): string {
  const text = JSON.stringify({ salt: Buffer.from(salt).toString("base64"), value });
  return seal(key, placeText(place), Buffer.from(text, "utf8")).toString("base64");
}

/** Null when it was sealed under another key, for another place, or changed. */
export function openField(key: Buffer, place: Place, sealed: string): { salt: Buffer; value: string } | null {
  const text = open(key, placeText(place), Buffer.from(sealed, "base64"));
  if (!text) return null;
  const { salt, value } = JSON.parse(text.toString("utf8")) as { salt: string; value: string };
  return { salt: Buffer.from(salt, "base64"), value };
}

function seal(key: Uint8Array, boundTo: string, bytes: Buffer): Buffer {
  const nonce = Buffer.from(drawRandom(NONCE_BYTES));
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(boundTo, "utf8"));
  return Buffer.concat([nonce, cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
}

function open(key: Uint8Array, boundTo: string, sealed: Buffer): Buffer | null {
  if (sealed.length < NONCE_BYTES + TAG_BYTES) return null;
  const tagAt = sealed.length - TAG_BYTES;
  const nonce = sealed.subarray(0, NONCE_BYTES);
  const decipher = createDecipheriv("aes-256-gcm", key, nonce, { authTagLength: TAG_BYTES })
    .setAAD(Buffer.from(boundTo, "utf8"))
    .setAuthTag(sealed.subarray(tagAt));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES, tagAt)), decipher.final()]);
  } catch {
    return null;
  }
}

const placeText = ({ eventId, field }: Place) => `audit_personal.value:${eventId}:${field}`;

let derived: { secret: string; key: Uint8Array } | undefined;

function wrappingKey(): Uint8Array {
  const secret = env().COUNTERSIGN_SECRET;
  if (derived?.secret !== secret) {
    const key = new Uint8Array(hkdfSync("sha256", secret, "", "countersign person keys v1", KEY_BYTES));
    derived = { secret, key };
  }
  return derived.key;
}
