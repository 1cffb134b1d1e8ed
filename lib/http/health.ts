import { logHealth } from "@/lib/audit";
import { sql } from "@/lib/db";

type Check = "ok" | "failing";

/** Readiness (P3): each part by name and nothing about why, for the answer is public; the reason goes to `onFailure`. */
export interface Health {
  status: Check;
  checks: { database: Check; migrations: Check; log: Check };
}

const PATIENCE_MS = 3_000;

type Told = (check: string, error: unknown) => void;

const FRESH_MS = 1_000;
let last: { at: number; health: Promise<Health> } | undefined;

/** How this process is; one look per second for all who ask, for the addresses are public. */
export function sharedHealth(onFailure: Told): Promise<Health> {
  const now = performance.now();
  if (!last || now - last.at > FRESH_MS) last = { at: now, health: checkHealth(onFailure) };
  return last.health;
}

/** Asks the database, the migrations and the audit log; each answer within three seconds, a late one being no answer. */
async function checkHealth(onFailure: Told): Promise<Health> {
  const outcomeOf = async (name: keyof Health["checks"], check: () => Promise<void>): Promise<Check> => {
    try {
      await within(PATIENCE_MS, check());
      return "ok";
    } catch (error) {
      onFailure(name, error);
      return "failing";
    }
  };
  const [database, migrations, log] = await Promise.all([
    outcomeOf("database", async () => void (await sql().query("select 1"))),
    outcomeOf("migrations", requireMigrations),
    outcomeOf("log", requireLog),
  ]);
  const status = [database, migrations, log].every((check) => check === "ok") ? "ok" : "failing";
  return { status, checks: { database, migrations, log } };
}

/** The newest migration this build knows is applied, and none stands half-applied. A newer database is fine: rolling upgrades. */
async function requireMigrations(): Promise<void> {
  const { rows } = await sql().query<{ migration_name: string; finished: boolean }>(
    "select migration_name, finished_at is not null as finished from _prisma_migrations where rolled_back_at is null",
  );
  const unfinished = rows.find((row) => !row.finished);
  if (unfinished) throw new Error(`migration ${unfinished.migration_name} is half-applied`);
  // Set when the programs are built; a program run from its sources trusts whoever started it.
  const wanted = process.env.COUNTERSIGN_SCHEMA_VERSION;
  if (wanted && !rows.some((row) => row.migration_name === wanted)) throw new Error(`migration ${wanted} is missing`);
}

async function requireLog(): Promise<void> {
  const health = await logHealth();
  if (!health.ok) throw new Error(health.reason);
}

async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error(`no answer within ${milliseconds} ms`)), milliseconds);
  try {
    return await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
