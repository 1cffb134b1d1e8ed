import type { RoleGrant } from "@/lib/context";
import { sql } from "@/lib/db";
import type { Queryable } from "./store";

/** One statement after another, whoever asks: what reads ahead and what reads beside it share one connection. */
function inTurn(q: Queryable): Queryable {
  let last: Promise<unknown> = Promise.resolve();
  const query = (...given: Parameters<Queryable["query"]>) => {
    const next = last.then(() => q.query(...given));
    last = next.catch(() => {});
    return next;
  };
  return { query: query as Queryable["query"] };
}

/**
 * Runs `work` on one snapshot of the database that nothing changes, alone for this export.
 * @returns null when another worker gathers it
 */
export async function inSnapshot<T>(exportId: string, work: (q: Queryable) => Promise<T>): Promise<T | null> {
  const client = await sql().connect();
  let failure: Error | undefined;
  try {
    await client.query("begin isolation level repeatable read read only");
    // What is held up for long must not be ended by a limit that is meant for pages.
    await client.query("set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0");
    const text = "select pg_try_advisory_xact_lock(hashtextextended($1, 12)) as got";
    const held = await client.query<{ got: boolean }>(text, [exportId]);
    const result = held.rows[0]?.got ? await work(inTurn(client)) : null;
    await client.query("commit");
    return result;
  } catch (error) {
    failure = error instanceof Error ? error : new Error(String(error));
    await client.query("rollback").catch(() => {});
    throw error;
  } finally {
    client.release(failure);
  }
}

export interface Asker {
  name: string;
  active: boolean;
  grants: RoleGrant[];
}

/** Who asked, with the roles that they hold now. */
export async function findAsker(q: Queryable, personId: string): Promise<Asker | null> {
  const { rows } = await q.query<Asker>(
    `select p.name, p.status = 'active' as active, coalesce((select jsonb_agg(jsonb_build_object('role', g.role, 'teamId', g.team_id) order by g.id)
       from role_grants g where g.person_id = p.id), '[]') as grants from people p where p.id = $1`,
    [personId],
  );
  return rows[0] ?? null;
}
