import { type SqlTx, sql, type Tx } from "@/lib/db";
import { CountersignError } from "@/lib/errors";
import { besideRowsOf, isSqlTx } from "./person-keys";

export interface EventRow {
  id: string;
  at: Date;
  type: string;
  severity: string;
  outcome: string;
  actorKind: string;
  actorId: string;
  agentId: string | null;
  targetKind: string;
  targetId: string;
  correlationId: string;
  /** "server/tool" and the first deciding policy, to filter by. */
  tool: string | null;
  policy: string | null;
  details: object;
  /** Its canonical JSON, as it stands in the leaf. */
  detailsText: string;
  leaf: Buffer;
  leafHash: Buffer;
  /** How long what stands beside the leaf is kept. */
  retention: string;
  /** Whom its personal fields are about; null: nobody in particular. */
  personId: string | null;
  /** Texts and personal fields: the leaf holds a commitment to each. */
  beside: { field: string; value: string; salt: Buffer; personal: boolean }[];
}

/** Anything that runs SQL: the pool, or a client inside or outside a transaction. */
export type Queryable = Pick<SqlTx, "query">;

const COLUMNS = `id, at, type, severity, outcome, actor_kind, actor_id, agent_id, target_kind, target_id, correlation_id,
  tool, policy, details, leaf, leaf_hash`;
// With every value a parameter of its own the server keeps one plan; arrays it would plan anew each time.
const INSERT_ONE = `insert into audit_events (${COLUMNS}) values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16)`;
// Leaves, hashes and salts come each as one run of bytes, which travels as it is; in arrays every byte would be spelled out.
const FROM_ARRAYS = `select t.c1, t.c2, t.c3, t.c4, t.c5, t.c6, t.c7, t.c8, t.c9, t.c10, t.c11, t.c12, t.c13, t.c14,
    substring($15::bytea from t.starts for t.bytes), substring($16::bytea from t.place::int * 32 - 31 for 32)
  from unnest($1::text[],$2::timestamptz[],$3::text[],$4::text[],$5::text[],$6::text[],$7::text[],$8::text[],$9::text[],
    $10::text[],$11::text[],$12::text[],$13::text[],$14::jsonb[],$17::int[],$18::int[]) with ordinality
    as t (c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, starts, bytes, place)`;
const INSERT_MANY = `insert into audit_events (${COLUMNS}) ${FROM_ARRAYS}`;
const PERSONAL = `insert into audit_personal (event_id, field, salt, value, at, retention)
  select p.event_id, p.field, substring($19::bytea from p.place::int * 16 - 15 for 16), p.value, p.at, p.retention
    from unnest($20::text[],$21::text[],$22::text[],$23::timestamptz[],$24::text[]) with ordinality
    as p (event_id, field, value, at, retention, place)`;
// Where some of it is sealed: those have their salt within the seal, and 16 bytes in the run that nobody reads.
const PERSONAL_SEALED = `insert into audit_personal (event_id, field, salt, value, at, retention, person_id)
  select p.event_id, p.field, case when p.person_id is null then substring($19::bytea from p.place::int * 16 - 15 for 16) else '' end,
      p.value, p.at, p.retention, p.person_id
    from unnest($20::text[],$21::text[],$22::text[],$23::timestamptz[],$24::text[],$25::text[]) with ordinality
    as p (event_id, field, value, at, retention, person_id, place)`;
// One statement for events and what stands beside them: one round trip, and either all of it or nothing.
const MOST_BESIDE_ONE = 6;
const INSERT_ONE_BESIDE = Array.from({ length: MOST_BESIDE_ONE + 1 }, (_, count) => {
  const places = Array.from(
    { length: count },
    (_, at) => `($1,$${18 + 3 * at},$${19 + 3 * at},$${20 + 3 * at},$2,$17)`,
  );
  if (count === 0) return INSERT_ONE;
  return `with inserted as (${INSERT_ONE}) insert into audit_personal (event_id, field, salt, value, at, retention) values ${places.join(",")}`;
});
const besideMany = (personal: string) => `with inserted as (${INSERT_MANY}) ${personal}`;
const besideAgain = (
  personal: string,
) => `with inserted as (${INSERT_MANY} on conflict (at, id) do nothing returning id)
  ${personal} where p.event_id in (select id from inserted)`;

/** The columns before it travel as arrays, `leaf` and `leaf_hash` packed. */
const PACKED_FROM = 14;

const valuesOf = (row: EventRow) => [
  row.id,
  row.at,
  row.type,
  row.severity,
  row.outcome,
  row.actorKind,
  row.actorId,
  row.agentId,
  row.targetKind,
  row.targetId,
  row.correlationId,
  row.tool,
  row.policy,
  row.detailsText,
  row.leaf,
  row.leafHash,
];

/** Inserts events and what is kept beside their leaves into the caller's transaction. @throws CountersignError `sealed`, `unavailable` */
export async function insertEvents(tx: Tx | SqlTx, rows: readonly EventRow[]): Promise<void> {
  try {
    if (!isSqlTx(tx)) return await insertWithPrisma(tx, rows);
    const [first] = rows;
    const isPlain = rows.length === 1 && first && !first.beside.some(({ personal }) => personal);
    const one = isPlain ? INSERT_ONE_BESIDE[first.beside.length] : undefined;
    if (first && one) {
      const beside = first.beside.flatMap(({ field, salt, value }) => [field, salt, value]);
      await tx.query({
        name: `insert-audit-event-${first.beside.length}`,
        text: one,
        values: [...valuesOf(first), ...(beside.length ? [first.retention, ...beside] : [])],
      });
    } else await insertMany(tx, rows);
  } catch (error) {
    throw refusalOf(error) ?? error;
  }
}

/** Rows of another domain that stand or fall with their events: written in the same statement. */
export interface Companion<C> {
  /** Names the statement on the server: one text per name. */
  name: string;
  /** An insert that leaves alone what is there already, its first parameter being `$first`. */
  insert: (first: number) => string;
  /** One value per parameter, for all rows together. */
  valuesOf: (rows: readonly C[]) => unknown[];
}

interface Alone<C> {
  beside?: { companion: Companion<C>; rows: readonly C[] } | null;
  /** Events and rows that are there already are left alone. */
  again?: boolean;
}

/** Inserts events, and what their callers keep beside them, in a transaction of their own. */
export async function insertEventsAlone<C>(rows: readonly EventRow[], alone: Alone<C> = {}): Promise<void> {
  try {
    await insertMany(sql(), rows, alone);
  } catch (error) {
    throw refusalOf(error) ?? error;
  }
}

const NO_SALT = Buffer.alloc(16);

async function insertMany<C>(client: Queryable, rows: readonly EventRow[], alone: Alone<C> = {}): Promise<void> {
  const { beside: companions = null, again = false } = alone;
  const values = eventArrays(rows);
  const beside = await besideRowsOf(client, rows);
  if (beside.length === 0 && !again && !companions) {
    await client.query({ name: "insert-audit-events", text: INSERT_MANY, values });
    return;
  }
  const isSealed = beside.some(({ personId }) => personId !== null);
  values.push(
    Buffer.concat(beside.map(({ salt, personId }) => (personId === null ? salt : NO_SALT))),
    beside.map((field) => field.eventId),
    beside.map((field) => field.field),
    beside.map((field) => field.value),
    beside.map((field) => field.at),
    beside.map((field) => field.retention),
    ...(isSealed ? [beside.map((field) => field.personId)] : []),
  );
  const personal = isSealed ? PERSONAL_SEALED : PERSONAL;
  const text = again ? besideAgain(personal) : besideMany(personal);
  const name = `${again ? "insert-audit-again" : "insert-audit-personal"}${isSealed ? "-sealed" : ""}`;
  if (!companions) {
    await client.query({ name, text, values });
    return;
  }
  const { companion } = companions;
  const firstOfCompanion = values.length + 1;
  values.push(...companion.valuesOf(companions.rows));
  // A statement that changes rows within WITH runs whether or not anything reads it.
  const whole = text.replace(/^with /, `with companions as (${companion.insert(firstOfCompanion)}), `);
  await client.query({ name: `${name}-${companion.name}`, text: whole, values });
}

/** Every column of the events as one parameter. */
function eventArrays(rows: readonly EventRow[]): unknown[] {
  const columns: unknown[][] = Array.from({ length: PACKED_FROM }, () => []);
  const starts: number[] = [];
  let end = 1;
  for (const row of rows) {
    valuesOf(row).forEach((value, at) => void columns[at]?.push(value));
    starts.push(end);
    end += row.leaf.length;
  }
  const leaves = rows.map((row) => row.leaf);
  const packed = [Buffer.concat(leaves), Buffer.concat(rows.map((row) => row.leafHash))];
  return [...columns, ...packed, starts, leaves.map((leaf) => leaf.length)];
}

async function insertWithPrisma(tx: Tx, rows: readonly EventRow[]): Promise<void> {
  await tx.auditEvent.createMany({
    data: rows.map(({ beside: _, retention: __, personId: ___, detailsText: ____, ...row }) => ({
      ...row,
      leaf: new Uint8Array(row.leaf),
      leafHash: new Uint8Array(row.leafHash),
    })),
  });
  const personal = (await besideRowsOf(tx, rows)).map((row) => ({ ...row, salt: new Uint8Array(row.salt) }));
  if (personal.length) await tx.auditPersonal.createMany({ data: personal });
}

/** The SQLSTATE of a failed statement, from node-postgres or from beneath Prisma; "" when there is none. */
export function sqlStateOf(error: unknown): string {
  const failure = error as { code?: unknown; meta?: { driverAdapterError?: { cause?: Record<string, unknown> } } };
  const cause = failure?.meta?.driverAdapterError?.cause ?? (failure as { cause?: Record<string, unknown> })?.cause;
  const found = [cause?.originalCode, cause?.code, failure?.code].find(
    (code) => typeof code === "string" && /^[0-9A-Z]{5}$/.test(code) && !code.startsWith("P20"),
  );
  return typeof found === "string" ? found : "";
}

// What the walls of the database refuse with: see the migration audit_walls.
export function refusalOf(error: unknown): CountersignError | null {
  const state = sqlStateOf(error);
  if (state === "CS002") {
    return new CountersignError(
      "sealed",
      "The audit log is sealed, so nothing can be changed: an operator must look into it.",
    );
  }
  if (state === "CS003") {
    return new CountersignError("unavailable", "The audit log is behind: slow down and try again in a few seconds.");
  }
  return null;
}

// "csgn" and "log" as numbers: one lock per database.
const LEADER_LOCK = [0x6373676e, 0x6c6f67];

/**
 * Runs `work` on a connection that holds the sequencer's lock; returns null at once when another process holds it.
 * The connection is closed afterwards, whatever happened: the lock goes with it.
 */
export async function whileLeading<T>(work: (client: SqlTx) => Promise<T>): Promise<{ value: T } | null> {
  const client = await sql().connect();
  // A lost connection shows in the next statement; without a listener it would end the process.
  client.on("error", () => {});
  try {
    const { rows } = await client.query("select pg_try_advisory_lock($1, $2) as led", LEADER_LOCK);
    return rows[0].led ? { value: await work(client) } : null;
  } finally {
    // Said aloud as well, for the server notices a closed connection a moment later.
    await client.query("select pg_advisory_unlock_all()").catch(() => {});
    client.release(true);
  }
}

/** Runs `work` in one transaction of this connection. */
export async function transactionOn<T>(client: SqlTx, work: () => Promise<T>): Promise<T> {
  await client.query("begin");
  try {
    const value = await work();
    await client.query("commit");
    return value;
  } catch (error) {
    await client.query("rollback").catch(() => {});
    throw error;
  }
}

/** The pool, for reads outside any transaction. */
export function reading(): Queryable {
  return sql();
}

/** Runs `work` on one connection of the pool, outside any transaction. */
export async function onOneConnection<T>(work: (client: SqlTx) => Promise<T>): Promise<T> {
  const client = await sql().connect();
  try {
    return await work(client);
  } finally {
    client.release();
  }
}

export interface EpochWitness {
  id: string;
  email: string;
  active: boolean;
  /** Roles held for the whole organisation. */
  roles: string[];
}

/** The people of these addresses, as far as they may answer for the log. */
export async function findEpochWitnesses(q: Queryable, emails: readonly string[]): Promise<EpochWitness[]> {
  const { rows } = await q.query<EpochWitness>(
    `select p.id, lower(p.email) as email, p.status = 'active' as active,
        coalesce(array_agg(g.role::text) filter (where g.team_id is null and g.role is not null), '{}') as roles
      from people p left join role_grants g on g.person_id = p.id where lower(p.email) = any($1) group by p.id`,
    [emails.map((email) => email.toLowerCase())],
  );
  return rows;
}

const SEEN_AGENT = "($2 or a.team_id = any($3) or $5 in (a.owner_id, a.deputy_id, a.sponsor_id))";
const OF_SEEN_AGENT = `($2 or exists (select from agents a where a.id = agent_id and ${SEEN_AGENT}))`;
const OF_SEEN_TEAM = "($2 or team_id is null or team_id = any($3))";

/** What a reader may know by name: agents of all teams or of these, those they answer for, and what whole log readers may. */
interface Knows {
  everything: boolean;
  teamIds: readonly string[];
  wholeLog: boolean;
  readerId: string;
}

/** Today's names of what is known to all, and of what has a team, an agent or somebody who asked for it as far as the reader sees that. */
export async function findNames(
  ids: readonly string[],
  { everything, teamIds, wholeLog, readerId }: Knows,
): Promise<{ kind: string; id: string; name: string }[]> {
  const { rows } = await sql().query<{ kind: string; id: string; name: string }>({
    name: "audit-names",
    text: `select 'person' as kind, id, name from people where id = any($1)
      union all select 'agent', id, name from agents a where id = any($1) and ${SEEN_AGENT}
      union all select 'team', id, name from teams where id = any($1)
      union all select 'reviewer_group', id, name from reviewer_groups where id = any($1)
      union all select 'import', id, file_name from agent_imports where id = any($1)
      union all select 'supplier', id, name from suppliers where id = any($1)
      union all select 'template', id, name from agent_templates where id = any($1)
      union all select 'resource', id, name from resources where id = any($1)
      union all select 'policy', id, name from policies where id = any($1)
      union all select 'switch', k.id, case k.target_kind when 'everything' then 'everything' when 'tier' then 'tier ' || k.target
        when 'agent' then coalesce((select a.name from agents a where a.id = k.target), k.target)
        when 'owner' then coalesce((select p.name from people p where p.id = k.target), k.target) else k.target end
        from kill_switches k where k.id = any($1)
          and (k.target_kind <> 'agent' or $2 or exists (select from agents a where a.id = k.target and ${SEEN_AGENT}))
      union all select 'issuer', id, name from trusted_issuers where id = any($1)
      union all select 'webhook', id, name from webhook_endpoints where id = any($1) and (agent_id is null or ${OF_SEEN_AGENT})
      union all select 'standing', id, server || '/' || tool from standing_approvals where id = any($1) and ${OF_SEEN_AGENT}
      union all select 'campaign', id, name from campaigns where id = any($1) and ${OF_SEEN_TEAM}
      union all select 'campaign_definition', id, name from campaign_definitions where id = any($1)
      union all select 'api_key', id, name from api_keys where id = any($1) and ${OF_SEEN_TEAM}
      union all select 'evidence', id, title from evidence_exports where id = any($1) and ($4 or asked_by_id = $5)
      union all select 'hold', id, title from legal_holds where id = any($1) and ($4 or asked_by_id = $5)`,
    values: [ids, everything, teamIds, wholeLog, readerId],
  });
  return rows;
}
