import { CountersignError } from "@/lib/errors";
import { type Queryable, reading } from "./store";

const LATE_SECONDS = 30;
const COUNTED = 100_001;

export interface LogHealth {
  /** Whether everything is well: what a health check asks. */
  ok: boolean;
  state: "ok" | "behind" | "sealed" | "faulty" | "unprepared";
  /** A sentence for the operator; empty when all is well. */
  reason: string;
  size: number;
  /** Events that wait for their number, counted up to 100,001. */
  backlog: number;
  oldestUnsequencedSeconds: number;
  lastCheckpointAt: Date | null;
}

/** How the log is: sealed, at fault, or behind (a backlog and no checkpoint for 30 s). @throws on a database outage */
export async function logHealth(q: Queryable = reading()): Promise<LogHealth> {
  const { rows } = await q.query({
    name: "log-health",
    text: `select s.size, s.sealed_reason, s.fault_reason, c.created_at as last_at,
        extract(epoch from clock_timestamp() - c.created_at)::float8 as checkpoint_age,
        (select count(*)::int from (select from log_pending limit ${COUNTED}) p) as backlog,
        to_regclass('public.audit_events_' || to_char(now() at time zone 'UTC', 'YYYYMM')) is null as "noMonth",
        exists (select from audit_events_rest) or exists (select from audit_personal_rest) as outside,
        coalesce((select extract(epoch from clock_timestamp() - since) from log_pending order by position limit 1), 0)::float8 as oldest
      from log_state s
      left join log_checkpoints c on c.epoch = s.epoch and c.size = s.published_size where s.id = 1`,
  });
  const row = rows[0];
  if (!row) throw new CountersignError("unavailable", "The state of the audit log is missing.");
  const health = {
    size: Number(row.size),
    backlog: row.backlog,
    oldestUnsequencedSeconds: Math.max(0, row.oldest),
    lastCheckpointAt: row.last_at,
  };
  const verdict = judge({
    ...health,
    checkpointAge: row.checkpoint_age,
    sealed: row.sealed_reason,
    fault: row.fault_reason,
    noMonth: row.noMonth,
    outside: row.outside,
  });
  return { ...health, ...verdict, ok: verdict.state === "ok" };
}

interface Findings {
  sealed: string;
  fault: string;
  backlog: number;
  oldestUnsequencedSeconds: number;
  /** Seconds since the last checkpoint; null when there is none. */
  checkpointAge: number | null;
  /** Whether this month's part of the log is missing, and whether events stand outside of any month. */
  noMonth: boolean;
  outside: boolean;
}

export function judge(found: Findings): Pick<LogHealth, "state" | "reason"> {
  if (found.sealed) return { state: "sealed", reason: `The audit log is sealed: ${found.sealed}.` };
  if (found.fault) return { state: "faulty", reason: `The self-audit found: ${found.fault}.` };
  const sinceCheckpoint = found.checkpointAge ?? Number.POSITIVE_INFINITY;
  if (found.backlog > 0 && found.oldestUnsequencedSeconds > LATE_SECONDS && sinceCheckpoint > LATE_SECONDS) {
    const seconds = Math.round(found.oldestUnsequencedSeconds);
    return { state: "behind", reason: `${found.backlog} events wait for a checkpoint, the oldest for ${seconds} s.` };
  }
  if (found.noMonth || found.outside) {
    const what = found.noMonth
      ? "This month has no part of its own in the log"
      : "Events stand outside of the log's months";
    return { state: "unprepared", reason: `${what}: the worker makes the months, see that it runs.` };
  }
  return { state: "ok", reason: "" };
}

const DURABLE = { fsync: "on", full_page_writes: "on" } as const;

/**
 * Refuses a server that may forget what it acknowledged: an audit log on it proves nothing after a power cut.
 * @throws CountersignError `unavailable` naming the settings, unless COUNTERSIGN_ALLOW_UNSAFE_DATABASE=1
 */
export async function assertDurableServer(q: Queryable = reading()): Promise<void> {
  if (process.env.COUNTERSIGN_ALLOW_UNSAFE_DATABASE === "1") return;
  const { rows } = await q.query<{ name: string; setting: string }>(
    "select name, setting from pg_settings where name in ('fsync', 'full_page_writes', 'synchronous_commit')",
  );
  const unsafe = rows.filter(({ name, setting }) =>
    name === "synchronous_commit" ? setting === "off" : setting !== DURABLE[name as keyof typeof DURABLE],
  );
  if (unsafe.length === 0) return;
  const settings = unsafe.map(({ name, setting }) => `${name} = ${setting}`).join(", ");
  throw new CountersignError(
    "unavailable",
    `The database may lose what it confirmed (${settings}): turn this on first.`,
  );
}
