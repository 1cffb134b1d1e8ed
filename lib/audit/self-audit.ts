import fs from "node:fs";
import { systemContext } from "@/lib/context";
import type { SqlTx } from "@/lib/db";
import { rollbackGuardFile } from "@/lib/paths";
import {
  type Frontier,
  type KnownHead,
  type Mark,
  openCheckpoint,
  parseMarks,
  parseVerifier,
  same,
  verifyLog,
} from "@/lib/transparency";
import { storedLog } from "./audit-source";
import { leafOf } from "./leaf";
import { hashOfEscaped, readLeafTexts } from "./leaf-texts";
import type { OpenLog } from "./log-opening";
import {
  type LogState,
  noteAudit,
  readCheckpoints,
  readEpochs,
  readState,
  type StoredCheckpoint,
  type StoredEpoch,
} from "./log-store";
import { insertEvents, onOneConnection, type Queryable, sqlStateOf, transactionOn } from "./store";

const CHUNK = 1_000;
const INCREMENT_MILLISECONDS = 1_000;
const DUE_CHECK_MILLISECONDS = 60_000;
const FULL_EVERY_MILLISECONDS = 24 * 60 * 60 * 1_000;

/**
 * Everything about the stored log, derived anew from the leaves: every epoch's tree, tiles and checkpoints, every row's
 * columns and personal fields, what waits, and the marks of the guard. Changes nothing.
 * @returns what does not agree, each in a sentence; empty for a sound log
 */
export async function auditLog(connection: Queryable): Promise<string[]> {
  const q = oneByOne(connection);
  const faults: string[] = [];
  // The marks first: each was written after its commit, so a state read later cannot honestly be behind any of them.
  const marks = guardMarks();
  const state = await readState(q).catch((error: unknown) => {
    if (sqlStateOf(error)) throw error;
    return null;
  });
  if (!state) return ["the state of the log is missing"];
  const epochs = await readEpochs(q);
  const last = epochs.at(-1);
  if (last && (last.epoch !== epochs.length || last.epoch !== state.epoch)) faults.push("an epoch is missing");
  if (!last && state.size > 0) faults.push("the first epoch is missing");
  for (const epoch of epochs) {
    const isCurrent = epoch.epoch === state.epoch;
    const own = marks.filter((mark) => mark.epoch === epoch.epoch);
    faults.push(...(await auditEpoch(q, epoch, { state: isCurrent ? state : null, marks: own })));
  }
  faults.push(...(await auditQueue(q, state)));
  return faults;
}

/** The verifier reads ahead; one connection answers one question at a time. */
function oneByOne(connection: Queryable): Queryable {
  let last: Promise<unknown> = Promise.resolve();
  const query = (...question: Parameters<Queryable["query"]>) => {
    const answer = last.then(() => connection.query(...question));
    last = answer.catch(() => {});
    return answer;
  };
  return { query } as Queryable;
}

async function auditEpoch(
  q: Queryable,
  epoch: StoredEpoch,
  { state, marks }: { state: LogState | null; marks: readonly Mark[] },
): Promise<string[]> {
  const faults: string[] = [];
  const checkpoints = await allCheckpoints(q, epoch.epoch, state?.size ?? Number.MAX_SAFE_INTEGER);
  const last = checkpoints.at(-1);
  if (!last) return [`epoch ${epoch.epoch} has no checkpoint`];
  if (state && (last.size !== state.size || !same(last.root, state.root))) {
    faults.push(`the last checkpoint covers ${last.size} leaves, the state says ${state.size}, or their roots differ`);
  }
  const verifier = verifierOrNull(epoch.vkey);
  if (!verifier || verifier.name !== epoch.origin) return [...faults, `epoch ${epoch.epoch}: its public key changed`];
  const heads: KnownHead[] = [];
  for (const { size, root, note } of checkpoints) {
    const what = `the checkpoint of ${size} leaves`;
    heads.push({ size, root, what });
    try {
      const signed = openCheckpoint(note, verifier);
      if (signed.size !== size || !same(signed.root, root)) faults.push(`${what} is not the one that was signed`);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      faults.push(`${what}: ${error.message}`);
    }
  }
  const sizes = new Set(checkpoints.map((checkpoint) => checkpoint.size));
  // In an earlier epoch, marks beyond its end are of the loss that the first leaf of the next epoch answers for.
  for (const mark of marks.filter(({ size }) => state !== null || size <= last.size)) {
    if (mark.size > 0 && !sizes.has(mark.size)) faults.push(`the checkpoint of ${mark.size} leaves is missing`);
    heads.push({ size: mark.size, root: Buffer.from(mark.root, "base64"), what: `the guard's mark of ${mark.at}` });
  }
  const source = storedLog(q, { epoch: epoch.epoch, note: last.note }, (fault) => faults.push(fault));
  faults.push(...(await verifyLog(source, verifier, { heads })).faults);
  return faults.map((fault) => (epoch.epoch > 1 ? `epoch ${epoch.epoch}: ${fault}` : fault));
}

async function allCheckpoints(q: Queryable, epoch: number, upTo: number): Promise<StoredCheckpoint[]> {
  const all: StoredCheckpoint[] = [];
  for (;;) {
    const some = await readCheckpoints(q, epoch, { after: all.at(-1)?.size ?? -1, upTo });
    if (some.length === 0) return all;
    all.push(...some);
  }
}

function guardMarks(): Mark[] {
  const file = rollbackGuardFile();
  return fs.existsSync(file) ? parseMarks(fs.readFileSync(file, "utf8")) : [];
}

function verifierOrNull(vkey: string) {
  try {
    return parseVerifier(vkey);
  } catch {
    return null;
  }
}

/** What the tree cannot tell: rows outside it. One statement, so that a batch numbered meanwhile cannot look like a fault. */
async function auditQueue(q: Queryable, state: LogState): Promise<string[]> {
  const { rows } = await q.query<{ fault: string }>({
    name: "audit-queue",
    text: `(select 'event ' || e.id || ' neither has a number nor waits for one' as fault from audit_events e
        where not exists (select from log_sequence s where s.event_id = e.id)
          and not exists (select from log_pending p where p.event_id = e.id) limit 20)
      union all (select 'event ' || p.event_id || ' waits for a number and is gone' from log_pending p
        where not exists (select from audit_events e where e.at = p.at and e.id = p.event_id) limit 20)
      union all (select 'event ' || e.id || ' waits for a number and is not what was recorded' from log_pending p
        join audit_events e on e.at = p.at and e.id = p.event_id where e.leaf_hash is distinct from sha256('\\x00'::bytea || e.leaf) limit 20)
      union all (select 'event ' || p.event_id || ' waits for a number and has one' from log_pending p
        where exists (select from log_sequence s where s.event_id = p.event_id) limit 20)
      union all (select 'the ' || p.field || ' of event ' || p.event_id || ' stands there without the event' from audit_personal p
        where not exists (select from audit_events e where e.at = p.at and e.id = p.event_id) limit 20)
      union all (select 'number ' || s.seq || ' of epoch ' || s.epoch || ' lies beyond the tree' from log_sequence s, log_state t
        where s.epoch > t.epoch or s.epoch = t.epoch and s.seq >= t.size or s.seq < 0 or s.epoch < 1 limit 20)
      union all (select 'the log is published up to ' || published_size || ' of ' || size || ' leaves' from log_state
        where published_size > size)
      union all (select 'the state is of epoch ' || epoch from log_state where epoch < $1)
      union all (select 'tile ' || i.level || '/' || i.index || ' lies beyond the tree' from log_tiles i, log_state t
        where i.epoch > t.epoch or i.epoch = t.epoch and (i.index + 1) * (256::numeric ^ (i.level + 1)) > t.size limit 20)
      union all (select 'a checkpoint of ' || c.size || ' leaves lies beyond the tree' from log_checkpoints c, log_state t
        where c.epoch > t.epoch or c.epoch = t.epoch and c.size > t.size limit 20)`,
    values: [state.epoch],
  });
  return rows.map((row) => row.fault);
}

/** The full self-audit, its result noted for health and, when it is a new fault, recorded. @returns the faults */
export async function runSelfAudit(): Promise<string[]> {
  return onOneConnection(async (client) => {
    const faults = await auditLog(client);
    await report(client, faults, true);
    return faults;
  });
}

async function report(client: SqlTx, faults: readonly string[], full: boolean): Promise<void> {
  const reason = faults.slice(0, 5).join("; ").slice(0, 1_000);
  const state = await readState(client);
  await noteAudit(client, reason, full);
  if (!reason || state.faultReason === reason || state.sealedReason) return;
  await transactionOn(client, () =>
    insertEvents(client, [
      leafOf(systemContext("self-audit"), { type: "log.self_audit_failed", targetId: "log", details: { reason } }),
    ]),
  );
}

/** The self-audit beside a leading sequencer: what is new with each checkpoint at most a second later, all of it each day. */
export class AuditRounds {
  #frontier: Frontier;
  #nextIncrement = 0;
  #nextDueCheck = 0;
  #full: Promise<void> | null = null;

  constructor(
    log: OpenLog,
    readonly onProblem: (error: unknown) => void,
  ) {
    this.#frontier = log.tree.frontier();
  }

  async after(client: SqlTx, log: OpenLog, spoiled: readonly string[]): Promise<void> {
    const now = performance.now();
    if (now >= this.#nextIncrement) {
      this.#nextIncrement = now + INCREMENT_MILLISECONDS;
      const faults = spoiled.map((id) => `event ${id} waits for a number and is not what was recorded`);
      if (this.#frontier.size < log.tree.size) faults.push(...(await this.#deriveNew(client, log)));
      if (faults.length) await report(client, faults, false);
    }
    if (now >= this.#nextDueCheck && !this.#full) {
      this.#nextDueCheck = now + DUE_CHECK_MILLISECONDS;
      const { fullAuditAt } = await readState(client);
      if (!fullAuditAt || Date.now() - fullAuditAt.getTime() > FULL_EVERY_MILLISECONDS) this.#startFull();
    }
  }

  /** Resolves when a full audit under way has ended. */
  async finished(): Promise<void> {
    await this.#full;
  }

  #startFull(): void {
    this.#full = runSelfAudit()
      .then(() => {}, this.onProblem)
      .finally(() => {
        this.#full = null;
      });
  }

  async #deriveNew(client: Queryable, log: OpenLog): Promise<string[]> {
    const [from, to] = [this.#frontier.size, log.tree.size];
    const checkpoints = await readCheckpoints(client, log.epoch, { after: from, upTo: to });
    const faults: string[] = [];
    for (let at = from; at < to; at += CHUNK) {
      const leaves = await readLeafTexts(client, log.epoch, at, Math.min(to, at + CHUNK));
      for (const { seq, leaf } of leaves) {
        if (leaf === null || seq !== this.#frontier.size) return [`leaf ${this.#frontier.size} is missing`];
        this.#frontier.append(hashOfEscaped(leaf));
        while (checkpoints[0]?.size === this.#frontier.size) {
          const { root, size } = checkpoints.shift() as StoredCheckpoint;
          if (!same(root, this.#frontier.root()))
            faults.push(`the checkpoint of ${size} leaves is not that of its leaves`);
        }
      }
    }
    if (this.#frontier.size !== to) faults.push(`leaf ${this.#frontier.size} is missing`);
    return faults;
  }
}
