import type { Actor } from "@/lib/context";
import type { ApprovalsFeed } from "../live";
import type { QueueRow } from "../views";
import { reading } from "./queries";
import { linesFor, readShared } from "./rows";

/** More open queues of one person than this in one process: the oldest makes room. */
const STREAMS_PER_PERSON = 4;

/** Lines that changed, as one reader sees them. `cursor` is where to go on after them. */
export interface QueueEvent {
  cursor: string;
  rows: QueueRow[];
  now: string;
}

/** Why a stream ends: its reader comes back at once, reads the page anew first, or does not come back by itself. */
export type StreamEnd = "resume" | "reload" | "replaced" | "signed_out";

export interface Reader {
  actor: Actor;
  send: (event: QueueEvent) => void;
  end: (why: StreamEnd) => void;
}

/**
 * What changed, told to every open queue of this process (A5). The changed requests are read once for all readers, and each
 * reader's lines are made of that; what changes while they are read is one more reading after it.
 */
export class QueueBroadcast {
  readonly #feed: ApprovalsFeed;
  readonly #readers = new Set<Reader>();
  #changed = new Set<string>();
  #cursor: string;
  #turn: Promise<void> | null = null;
  readonly #unsubscribe: () => void;

  constructor(feed: ApprovalsFeed) {
    this.#feed = feed;
    this.#cursor = feed.cursor;
    this.#unsubscribe = feed.subscribe(
      (ids, cursor) => this.#hear(ids, cursor),
      () => this.endAll("reload"),
    );
  }

  get readers(): ReadonlySet<Reader> {
    return this.#readers;
  }

  /** Everything up to here was told to the readers. */
  get cursor(): string {
    return this.#cursor;
  }

  /** Registers first and reads then what was missed since `after`, so that nothing falls between the two. @returns how to leave */
  async join(reader: Reader, after: string): Promise<() => void> {
    const held: QueueEvent[] = [];
    let caughtUp = false;
    const joined: Reader = {
      ...reader,
      send: (event) => (caughtUp ? reader.send(event) : void held.push(event)),
    };
    this.#makeRoom(joined);
    this.#readers.add(joined);
    const leave = () => void this.#readers.delete(joined);
    try {
      const missed = await this.#feed.since(after);
      if (!missed) {
        leave();
        reader.end("reload");
        return leave;
      }
      const shared = await readShared(reading(), missed.ids);
      reader.send({
        cursor: missed.cursor,
        rows: linesFor(reader.actor, shared),
        now: shared.readAt.toISOString(),
      });
      caughtUp = true;
      for (const event of held) reader.send(event);
      return leave;
    } catch (error) {
      leave();
      throw error;
    }
  }

  endAll(why: StreamEnd): void {
    for (const reader of [...this.#readers]) this.end(reader, why);
  }

  end(reader: Reader, why: StreamEnd): void {
    this.#readers.delete(reader);
    reader.end(why);
  }

  close(): void {
    this.#unsubscribe();
    this.endAll("resume");
  }

  #makeRoom({ actor }: Reader): void {
    if (actor.kind !== "user") return;
    const own = [...this.#readers].filter((one) => one.actor.kind === "user" && one.actor.id === actor.id);
    for (const oldest of own.slice(0, Math.max(0, own.length - STREAMS_PER_PERSON + 1))) this.end(oldest, "replaced");
  }

  #hear(ids: readonly string[], cursor: string): void {
    this.#cursor = cursor;
    if (this.#readers.size === 0) return;
    for (const id of ids) this.#changed.add(id);
    this.#turn ??= this.#work().finally(() => {
      this.#turn = null;
    });
  }

  async #work(): Promise<void> {
    while (this.#changed.size > 0) {
      const ids = [...this.#changed];
      const cursor = this.#cursor;
      this.#changed = new Set();
      try {
        const shared = await readShared(reading(), ids);
        const now = shared.readAt.toISOString();
        for (const reader of [...this.#readers]) {
          const rows = linesFor(reader.actor, shared);
          if (rows.length) reader.send({ cursor, rows, now });
        }
      } catch {
        // What could not be read was told to nobody: every reader comes back with its own cursor and reads it then.
        this.#changed = new Set();
        this.endAll("resume");
      }
    }
  }
}
