import pg from "pg";
import { RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import { sql } from "@/lib/db";

interface Window {
  name: string;
  attempts: number;
  windowSeconds: number;
}

const opened = new WeakMap<pg.Pool, Map<string, RateLimiterPostgres>>();

function limiterOf(window: Window): RateLimiterPostgres {
  const pool = sql();
  const limiters = opened.get(pool) ?? new Map<string, RateLimiterPostgres>();
  opened.set(pool, limiters);
  let limiter = limiters.get(window.name);
  if (!limiter) {
    limiter = new RateLimiterPostgres({
      // The library calculates with the expiry as a number; our pool reads bigint exactly, so this query asks for pg's own types.
      storeClient: { query: (query: pg.QueryConfig) => pool.query({ ...query, types: pg.types }) },
      storeType: "pool",
      schemaName: "limits",
      tableName: "attempts",
      tableCreated: true,
      keyPrefix: window.name,
      points: window.attempts,
      duration: window.windowSeconds,
    });
    limiters.set(window.name, limiter);
  }
  return limiter;
}

/** Adds one to the counter and says how many there are now and when it starts again. */
export async function consume(window: Window, key: string): Promise<{ used: number; msLeft: number }> {
  try {
    const answer = await limiterOf(window).consume(key);
    return { used: answer.consumedPoints, msLeft: answer.msBeforeNext };
  } catch (error) {
    // The library throws its answer when the limit is passed; anything else is a failure and stays one.
    if (error instanceof RateLimiterRes) return { used: error.consumedPoints, msLeft: error.msBeforeNext };
    throw error;
  }
}

export async function clear(window: Window, key: string): Promise<void> {
  await limiterOf(window).delete(key);
}
