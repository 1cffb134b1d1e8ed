import { setTimeout } from "node:timers/promises";
import type pg from "pg";
import { env } from "@/lib/env";
import { CountersignError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { Lease } from "./lease";
import type { ActiveSwitch } from "./stopped-by";
import { connectPoint, deletePoint, dropListener, lookAtControl, renewLease, type Seen } from "./store";

const RENEW_EVERY_MS = 500;
const RETRY_FIRST_MS = 50;
const RETRY_LAST_MS = 1_000;
/** A database that has just been started, or is very busy, is waited for when a process begins. */
const PATIENCE_MS = 5_000;

/**
 * This process as a decision point (X1): it learns of kill switches by a bell on a connection of its own and, because a bell can
 * be lost, by renewing a lease every half second. Without the lease it may not decide. It applies what it learned before it
 * reports having learned it, so whoever waits for the report may say that nobody is let through any more.
 */
export class LivePoint {
  readonly id = newId("dpt");
  readonly #kind: string;
  readonly #url: string;
  readonly #lease = new Lease();
  readonly #listeners: (() => void)[] = [];
  #client: pg.Client | null = null;
  #timer: NodeJS.Timeout | undefined;
  #switches: readonly ActiveSwitch[] = [];
  #killEpoch = -1n;
  #snapshot = 0n;
  #retryMs = RETRY_FIRST_MS;
  #turn: Promise<void> | null = null;
  #wanted: "renew" | "look" | null = null;
  #closed = false;

  private constructor(kind: string, url: string) {
    this.#kind = kind;
    this.#url = url;
  }

  /**
   * Opens the point and returns when it may decide.
   * @param kind what this process is: "api", "console", …
   * @param given where the database is, and for how long to try
   * @throws CountersignError `unavailable` when the database does not answer
   */
  static async open(kind: string, given: { url?: string; patienceMs?: number } = {}): Promise<LivePoint> {
    const { url = env().DATABASE_URL, patienceMs = PATIENCE_MS } = given;
    const point = new LivePoint(kind, url);
    const until = performance.now() + patienceMs;
    await point.#connect();
    while (!point.#lease.isFresh && performance.now() < until) await setTimeout(RETRY_FIRST_MS);
    if (!point.#lease.isFresh) {
      await point.close();
      throw new CountersignError("unavailable", "The database does not answer, so nothing can be decided. Try again.");
    }
    return point;
  }

  /** @throws CountersignError `unavailable` when this process may not decide: its lease has run out */
  assertFresh(): void {
    this.#lease.assertFresh();
  }

  /** The last throw or lift that is in force here. */
  get killEpoch(): bigint {
    return this.#killEpoch;
  }

  /** The switches that are on, drills left out; the same array until one is thrown or lifted. */
  switches(): readonly ActiveSwitch[] {
    return this.#switches;
  }

  /** Which state of the organisation this point decides on: reported with the next renewal. */
  report(snapshot: bigint): void {
    this.#snapshot = snapshot;
  }

  /** `called` runs at every bell and, because a bell can be lost, at every renewal; switches are applied by then. It must not throw. */
  onBell(called: () => void): void {
    this.#listeners.push(called);
  }

  /** Decides no more, and says so to whoever counts decision points. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#lease.end();
    clearTimeout(this.#timer);
    await this.#turn;
    const client = this.#client;
    this.#client = null;
    if (!client) return;
    // Where this fails, the lease ends by itself and the row is swept.
    await deletePoint(client, this.id).catch(() => {});
    dropListener(client);
  }

  async #connect(): Promise<void> {
    try {
      const client = await connectPoint(this.#url);
      if (this.#closed) return dropListener(client);
      this.#client = client;
      client.on("notification", () => this.#want("look"));
      client.on("end", () => this.#lose(client));
      await this.#want("renew");
    } catch {
      this.#retry();
    }
  }

  /** One statement at a time; what is asked for meanwhile is done once, after it. A renewal is also a look. */
  #want(what: "renew" | "look"): Promise<void> {
    if (this.#wanted !== "renew") this.#wanted = what;
    this.#turn ??= this.#work().finally(() => {
      this.#turn = null;
    });
    return this.#turn;
  }

  async #work(): Promise<void> {
    while (this.#wanted && this.#client && !this.#closed) {
      const client = this.#client;
      const what = this.#wanted;
      this.#wanted = null;
      try {
        await (what === "renew" ? this.#renew(client) : this.#look(client));
        this.#retryMs = RETRY_FIRST_MS;
      } catch {
        this.#lose(client);
      }
    }
    this.#wanted = null;
  }

  async #renew(client: pg.Client): Promise<void> {
    clearTimeout(this.#timer);
    const sent = Lease.now();
    const row = { id: this.id, kind: this.#kind, killEpoch: this.#killEpoch, snapshot: this.#snapshot };
    this.#apply(await renewLease(client, row));
    if (this.#closed) return;
    this.#lease.renew(sent);
    this.#timer = globalThis.setTimeout(() => this.#want("renew"), RENEW_EVERY_MS);
    this.#ring();
  }

  async #look(client: pg.Client): Promise<void> {
    this.#apply(await lookAtControl(client, this.#killEpoch));
    this.#ring();
  }

  /** From here on this process denies what the switches stop; only then is the epoch reported, by the renewal that follows. */
  #apply({ killEpoch, switches }: Seen): void {
    if (switches === null) return;
    this.#switches = Object.freeze(switches);
    this.#killEpoch = killEpoch;
    this.#wanted = "renew";
  }

  #ring(): void {
    for (const called of this.#listeners) called();
  }

  /** The lease runs on: a connection that comes back in time costs no denials. */
  #lose(client: pg.Client): void {
    if (this.#client !== client) return;
    this.#client = null;
    clearTimeout(this.#timer);
    dropListener(client);
    this.#retry();
  }

  #retry(): void {
    if (this.#closed) return;
    this.#timer = globalThis.setTimeout(() => void this.#connect(), this.#retryMs);
    this.#retryMs = Math.min(this.#retryMs * 2, RETRY_LAST_MS);
  }
}
