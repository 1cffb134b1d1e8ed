import { type ChangeKind, endedOf } from "./store";

/** No token lives longer than ten minutes: what ended before is of no interest any more. */
const FORGET_AFTER_MS = 20 * 60_000;

/** What a token rests on. */
export interface Bearer {
  tokenId: string;
  credentialId: string;
  instanceId: string;
}

/** Tokens, credentials and instances that ended since this process began, so that a verified token need not be asked about each time. */
export class Endings {
  readonly #ended = new Map<string, number>();

  /** Whether the token was revoked, or its credential or instance has ended. */
  covers({ tokenId, credentialId, instanceId }: Bearer): boolean {
    return this.#ended.has(tokenId) || this.#ended.has(credentialId) || this.#ended.has(instanceId);
  }

  /** Tells of changes. A token in the feed was revoked; credentials and instances may also have come back. */
  async note(kind: ChangeKind, ids: readonly string[]): Promise<void> {
    if (kind === "token") this.#put(ids);
    if (kind !== "credential" && kind !== "instance") return;
    // Until it is known they count as ended: a moment's refusal too many rather than one too few.
    this.#put(ids);
    const ended = new Set(await endedOf(kind, ids));
    for (const id of ids) if (!ended.has(id)) this.#ended.delete(id);
  }

  #put(ids: readonly string[]): void {
    const now = performance.now();
    for (const [id, at] of this.#ended) {
      if (now - at < FORGET_AFTER_MS) break;
      this.#ended.delete(id);
    }
    for (const id of ids) this.#ended.set(id, now);
  }
}
