// A person who owns 5,000 of 100,000 agents leaves: seconds for the whole transaction, and what a reader on another connection
// saw of owners meanwhile.
import pg from "pg";
import { contextFor } from "@/lib/context";
import { deactivatePerson, previewSuccession } from "@/lib/ownership";
import { median, onStage } from "./audit-stage";
import { fillInventory } from "./support/inventory";

const AGENTS = 100_000;
const OWNED = 5_000;
const ROUNDS = 3;
const LIMIT_SECONDS = 5;

const admin = contextFor({
  kind: "user",
  id: "per_admin",
  sessionId: "ses_bench",
  grants: [{ role: "admin", teamId: null }],
});

/** Owners active, or the queue says that somebody is missing: what must hold of each of the leaver's agents at every instant. */
const OWNERLESS = `select count(*)::int as n from agents a left join people p on p.id = a.owner_id
  where a.id = any($1) and p.status is distinct from 'active' and a.governance_since is null`;

export function run(): Promise<void> {
  return onStage(async ({ url }) => {
    const client = new pg.Client(url);
    const reader = new pg.Client(url);
    await Promise.all([client.connect(), reader.connect()]);
    try {
      await fillInventory(client, AGENTS);
      await client.query("insert into people (id, email, name) values ('per_admin', 'admin@example.test', 'Admin')");
      const seconds: number[] = [];
      console.log(`  ${OWNED} of ${AGENTS} agents`);
      for (let round = 1; round <= ROUNDS; round++) seconds.push(await leave(client, reader, `per_leaver${round}`));
      console.log(`  median ${median(seconds).toFixed(2)} s (promise: ${LIMIT_SECONDS} s)`);
    } finally {
      await Promise.all([client.end(), reader.end()]);
    }
  });
}

async function leave(client: pg.Client, reader: pg.Client, leaver: string): Promise<number> {
  await client.query(
    "insert into people (id, email, name, manager_id) values ($1, $1 || '@example.test', $1, 'per_0001')",
    [leaver],
  );
  // A third has a deputy, a third falls to the sponsor, of the rest some to the manager and some wait in the queue.
  const { rows: owned } = await client.query<{ id: string }>(
    `update agents a set owner_id = $1, deputy_id = case when c.at % 3 = 0 then 'per_' || lpad((1 + c.at % 49)::text, 4, '0') end,
       sponsor_id = case when c.at % 3 = 1 then 'per_' || lpad((1 + c.at % 49)::text, 4, '0') when c.at % 9 = 2 then $1 end
     from (select id, row_number() over (order by id) as at from agents where status <> 'decommissioned' and coalesce(owner_id, '') not like 'per_leaver%'
       limit $2) c where a.id = c.id returning a.id`,
    [leaver, OWNED],
  );
  await client.query("vacuum analyze agents");
  const ids = owned.map(({ id }) => id);
  const ahead = performance.now();
  await previewSuccession(admin, { personId: leaver });
  const began = performance.now();
  let over = false;
  const looking = look(reader, ids, () => over);
  const done = await deactivatePerson(admin, { personId: leaver, version: 1, reason: "measured" });
  const seconds = (performance.now() - began) / 1_000;
  over = true;
  const { looks, ownerless } = await looking;
  const told = `${done.agents} passed on, ${done.queued} to the queue; preview ${((began - ahead) / 1_000).toFixed(2)} s`;
  console.log(`  ${seconds.toFixed(2)} s: ${told}; a reader looked ${looks} times and saw ${ownerless} ownerless`);
  return seconds;
}

async function look(reader: pg.Client, ids: readonly string[], isOver: () => boolean) {
  let [looks, ownerless] = [0, 0];
  do {
    const { rows } = await reader.query<{ n: number }>(OWNERLESS, [ids]);
    looks += 1;
    ownerless += rows[0]?.n ?? 0;
  } while (!isOver());
  return { looks, ownerless };
}
