import { inSqlTransaction, type SqlTx } from "@/lib/db";
import { loadGrants, loadGrantsByIds } from "@/lib/entitlements";
import { CountersignError } from "@/lib/errors";
import { type PolicyBook, readBook } from "./policy-book";
import { Snapshot } from "./snapshot";
import {
  activePeople,
  agentsAfter,
  agentsOf,
  agentsReaching,
  type ChangeKind,
  firstLook,
  type Look,
  lookAtChanges,
  reading,
  resourcesOf,
  toolsBetween,
  toolsOf,
  usedGrants,
} from "./store";

/** An answer may rest on what was true this long ago, and no longer. */
const STALE_AFTER_MS = 2_000;
/** Changes are pruned after an hour: whoever has not looked for nearly as long reads everything anew. */
const RELOAD_AFTER_MS = 50 * 60_000;
const PAGE = 5_000;
/** Agents that are read anew in one statement. */
const CHUNK = 2_000;

export type ChangeListener = (kind: ChangeKind, ids: readonly string[]) => void;

/**
 * Keeps a snapshot true: reads everything once, then what changed, whenever the bell rings and as a backstop at every poll of
 * the live point. What it could not read for two seconds is stale, and nothing is decided on it.
 */
export class Follower {
  snapshot = new Snapshot();
  #book: PolicyBook | null = null;
  #bookEpoch = -1n;
  #bookFailure: Error | null = null;
  #seen = "";
  #lookedAt = Number.NEGATIVE_INFINITY;
  #listeners: ChangeListener[] = [];
  #turn: Promise<void> | null = null;
  #again = false;
  #closed = false;
  readonly #onProblem: (error: unknown) => void;

  private constructor(onProblem: (error: unknown) => void) {
    this.#onProblem = onProblem;
  }

  /** @param onProblem is told of looks that failed; the next one may succeed */
  static async open(onProblem: (error: unknown) => void): Promise<Follower> {
    const follower = new Follower(onProblem);
    await follower.#loadAll();
    return follower;
  }

  /** @throws CountersignError `unavailable` when what is known is too old, or the policies in force cannot be read */
  assertFresh(): void {
    if (performance.now() - this.#lookedAt > STALE_AFTER_MS) {
      throw new CountersignError(
        "unavailable",
        "This decision point does not know what has changed in the last seconds, and denies until it does. Try again in a moment.",
      );
    }
    if (this.#bookFailure || !this.#book) {
      throw new CountersignError(
        "unavailable",
        "The policies in force cannot be read, so everything is denied: an operator must look into it.",
      );
    }
  }

  /** @throws CountersignError `unavailable` as `assertFresh` */
  get book(): PolicyBook {
    if (!this.#book || this.#bookFailure) this.assertFresh();
    return this.#book as PolicyBook;
  }

  /** `listener` hears of every change after it is in force here. */
  onChange(listener: ChangeListener): void {
    this.#listeners.push(listener);
  }

  /** Looks now; what is asked for while a look is under way is one more look after it. Never rejects. */
  look(): Promise<void> {
    this.#again = true;
    this.#turn ??= this.#work().finally(() => {
      this.#turn = null;
    });
    return this.#turn;
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#lookedAt = Number.NEGATIVE_INFINITY;
    await this.#turn;
  }

  async #work(): Promise<void> {
    while (this.#again && !this.#closed) {
      this.#again = false;
      try {
        const sent = performance.now();
        if (sent - this.#lookedAt > RELOAD_AFTER_MS) await this.#loadAll();
        else await this.#follow(await lookAtChanges(reading(), this.#seen), sent);
      } catch (error) {
        this.#onProblem(error);
      }
    }
  }

  async #loadAll(): Promise<void> {
    const fresh = new Snapshot();
    const look = await inSqlTransaction(async (tx) => {
      await tx.query("set transaction isolation level repeatable read read only");
      const first = await firstLook(tx);
      await fill(fresh, tx);
      return first;
    });
    fresh.number = look.number;
    this.snapshot = fresh;
    await this.#followPolicies(look.policyEpoch);
    this.#seen = look.seen;
    // What changed while everything was read is read before the first decision.
    const sent = performance.now();
    await this.#follow(await lookAtChanges(reading(), look.seen), sent);
  }

  async #follow(look: Look, sent: number): Promise<void> {
    const ids = (kind: ChangeKind) => look.changes.filter((change) => change.kind === kind).map((change) => change.id);
    if (look.changes.length) await this.#reload(ids);
    await this.#followPolicies(look.policyEpoch);
    this.snapshot.number = look.number;
    this.#seen = look.seen;
    this.#lookedAt = sent;
    for (const kind of new Set(look.changes.map((change) => change.kind))) {
      for (const listener of this.#listeners) listener(kind, ids(kind));
    }
  }

  /** Reads first and puts then, in one go: no decision sees half of a change. */
  async #reload(ids: (kind: ChangeKind) => string[]): Promise<void> {
    const q = reading();
    const [people, resources, grants] = [ids("person"), ids("resource"), ids("entitlement")];
    const reaching = resources.length ? await agentsReaching(q, resources) : [];
    const agents = [...new Set([...ids("agent"), ...reaching])];
    const active = people.length ? await activePeople(q, people) : [];
    const kept = resources.length ? await resourcesOf(q, resources) : [];
    const granted = grants.length ? await inSqlTransaction((tx) => loadGrantsByIds(tx, grants)) : [];
    const parts: [Awaited<ReturnType<typeof agentsOf>>, Awaited<ReturnType<typeof toolsOf>>][] = [];
    for (let from = 0; from < agents.length; from += CHUNK) {
      const chunk = agents.slice(from, from + CHUNK);
      parts.push([await agentsOf(q, chunk), await toolsOf(q, chunk)]);
    }
    const { snapshot } = this;
    if (people.length) snapshot.putPeople(active, people);
    if (kept.length) snapshot.putResources(kept);
    for (const id of agents) snapshot.removeAgent(id);
    for (const [facts, tools] of parts) snapshot.putAgents(facts, tools);
    for (const id of grants) snapshot.grants.remove(id);
    for (const grant of granted) snapshot.grants.put(grant);
  }

  async #followPolicies(epoch: bigint): Promise<void> {
    if (epoch === this.#bookEpoch && !this.#bookFailure) return;
    try {
      this.#book = await readBook(reading(), this.#book);
      this.#bookFailure = null;
      this.#bookEpoch = epoch;
    } catch (error) {
      // What was published cannot be read: what stood before it is no longer what the organisation decided.
      this.#bookFailure = error instanceof Error ? error : new Error(String(error));
      throw error;
    }
  }
}

async function fill(snapshot: Snapshot, tx: SqlTx): Promise<void> {
  snapshot.putPeople(await activePeople(tx, null));
  snapshot.putResources(await resourcesOf(tx, null));
  for (let after = ""; ; ) {
    const agents = await agentsAfter(tx, after, PAGE);
    const last = agents.at(-1)?.id;
    if (last === undefined) break;
    snapshot.putAgents(agents, await toolsBetween(tx, after, last));
    after = last;
  }
  for await (const page of loadGrants(tx)) for (const grant of page) snapshot.grants.put(grant);
  snapshot.noteUse(await usedGrants(tx));
}
