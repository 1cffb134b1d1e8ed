import type { Actor } from "@/lib/context";
import { KeyRefusal } from "./refusal";
import { grantsOf, isKeyShaped, stateOf } from "./rules";
import { hashOf } from "./secret";
import { findKeyByHash, type StoredKey, touchKeys } from "./store";

/** Revoked keys are forgotten within two seconds: this and the time of one read. */
const REREAD_MS = 1_000;
const MOST_KNOWN = 10_000;
const FLUSH_MS = 5_000;

export interface KeyCaller {
  actor: Extract<Actor, { kind: "apiKey" }>;
  key: Pick<StoredKey, "id" | "name" | "purpose" | "kind" | "teamId" | "rate">;
}

/** What was read of a key, or is being read for everybody who asks meanwhile. */
const known = new Map<string, { readAt: number; key: Promise<StoredKey | null> }>();

/**
 * Who shows this key. What the database said of it is remembered for a second.
 * @throws KeyRefusal `unauthenticated` for a key that does not exist, has expired or was revoked, with one sentence for all
 */
export async function callerOfKey(secret: string, now: Date = new Date()): Promise<KeyCaller> {
  const key = isKeyShaped(secret) ? await read(hashOf(secret)) : null;
  const state = key ? stateOf(key, now) : "unknown";
  if (!key || state !== "active") {
    const fault = state === "active" ? "unknown" : state;
    throw new KeyRefusal(
      fault,
      key?.id ?? null,
      "This key is not good here: it was revoked, has expired or never was.",
    );
  }
  noteUse(key.id, now);
  const { id, name, purpose, kind, teamId, rate } = key;
  return { actor: { kind: "apiKey", id, grants: grantsOf(key) }, key: { id, name, purpose, kind, teamId, rate } };
}

function read(hash: Buffer): Promise<StoredKey | null> {
  const name = hash.toString("base64");
  const found = known.get(name);
  if (found && performance.now() - found.readAt < REREAD_MS) return found.key;
  if (known.size >= MOST_KNOWN) known.delete(known.keys().next().value ?? "");
  const key = findKeyByHash(hash);
  known.set(name, { readAt: performance.now(), key });
  // A failure is nobody's answer: whoever comes next asks again. A key that does not exist is not kept, for anybody can make one up.
  key.then(
    (row) => row ?? known.delete(name),
    () => known.delete(name),
  );
  return key;
}

let uses = new Map<string, Date>();
let timer: NodeJS.Timeout | null = null;

// Written within five seconds for all of them together: a write per request would cost more than the request.
function noteUse(id: string, at: Date): void {
  uses.set(id, at);
  timer ??= setTimeout(() => void flushKeyUses().catch(() => {}), FLUSH_MS).unref();
}

/** Writes when keys were last used, as far as it was not written. */
export async function flushKeyUses(): Promise<void> {
  if (timer) clearTimeout(timer);
  timer = null;
  const noted = [...uses].map(([id, at]) => ({ id, at }));
  uses = new Map();
  if (noted.length > 0) await touchKeys(noted);
}
