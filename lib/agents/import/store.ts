import type { SqlTx } from "@/lib/db";
import type { AgentFields, Environment, ImportCounts, Signature, Source } from "../schema";
import type { ReadRecord } from "./recognise";

/** Imports wait for each other: a plan is decided on what the one before left. Held until the transaction ends. */
export async function lockImports(tx: SqlTx): Promise<void> {
  await tx.query("select pg_advisory_xact_lock(hashtext('agents.import'))");
}

export interface KnownSource {
  kind: Source;
  key: string;
  agentId: string;
  digest: string;
  signature: Signature;
  fields: Partial<AgentFields>;
}

/** What was imported before under these identities in this environment. */
export async function knownSources(
  tx: SqlTx,
  records: readonly ReadRecord[],
  environment: Environment,
): Promise<KnownSource[]> {
  const { rows } = await tx.query<KnownSource>(
    `select s.kind, s.key, s.agent_id as "agentId", s.digest, s.signature, s.fields from unnest($1::text[], $2::text[]) w(kind, key)
     join agent_sources s on s.kind = w.kind and s.key = w.key and s.environment = $3`,
    [records.map(({ kind }) => kind), records.map(({ key }) => key), environment],
  );
  return rows;
}

/** Active people by e-mail address in lower case. */
export async function peopleByEmail(tx: SqlTx, emails: readonly string[]): Promise<Map<string, string>> {
  if (!emails.length) return new Map();
  const { rows } = await tx.query<{ id: string; email: string }>(
    "select id, lower(email) as email from people where lower(email) = any($1) and status = 'active'",
    [emails],
  );
  return new Map(rows.map(({ email, id }) => [email, id]));
}

/** Teams by name in lower case. */
export async function teamsByName(tx: SqlTx, names: readonly string[]): Promise<Map<string, string>> {
  if (!names.length) return new Map();
  const { rows } = await tx.query<{ id: string; name: string }>(
    "select id, lower(name) as name from teams where lower(name) = any($1)",
    [names],
  );
  return new Map(rows.map(({ name, id }) => [name, id]));
}

export interface NewImport {
  id: string;
  fileName: string;
  fileDigest: string;
  environment: Environment;
  counts: ImportCounts;
  createdById: string | null;
  createdAt: Date;
}

export async function insertImport(tx: SqlTx, made: NewImport): Promise<void> {
  await tx.query(
    `insert into agent_imports (id, file_name, file_digest, environment, counts, created_by_id, created_at)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [
      made.id,
      made.fileName,
      made.fileDigest,
      made.environment,
      JSON.stringify(made.counts),
      made.createdById,
      made.createdAt,
    ],
  );
}

export interface NewImportRow {
  position: number;
  kind: string;
  name: string;
  result: string;
  reason: string;
  agentId: string | null;
}

/** Rows are numbered anew in the order of the file: several records can stand on one line of it. */
export async function insertImportRows(tx: SqlTx, importId: string, rows: readonly NewImportRow[]): Promise<void> {
  const column = <K extends keyof NewImportRow>(name: K) => rows.map((row) => row[name]);
  await tx.query(
    `insert into agent_import_rows (import_id, position, kind, name, result, reason, agent_id)
     select $1, * from unnest($2::int[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[])`,
    [
      importId,
      column("position"),
      column("kind"),
      column("name"),
      column("result"),
      column("reason"),
      column("agentId"),
    ],
  );
}

export interface WrittenSource {
  agentId: string;
  record: ReadRecord;
}

/** Stores where agents came from, or replaces what their source said before. */
export async function putSources(
  tx: SqlTx,
  into: { importId: string; environment: Environment; now: Date },
  sources: readonly WrittenSource[],
): Promise<void> {
  if (!sources.length) return;
  const column = <T>(of: (source: WrittenSource) => T) => sources.map(of);
  await tx.query(
    `insert into agent_sources (agent_id, kind, key, environment, digest, document, fields, signature, signed_by, import_id, imported_at)
     select agent_id, kind, key, $1::"Environment", digest, document, fields, signature::"SignatureState", signed_by, $2, $3
     from unnest($4::text[], $5::text[], $6::text[], $7::text[], $8::jsonb[], $9::jsonb[], $10::text[], $11::text[])
       as w(agent_id, kind, key, digest, document, fields, signature, signed_by)
     on conflict (agent_id) do update set digest = excluded.digest, document = excluded.document, fields = excluded.fields,
       signature = excluded.signature, signed_by = excluded.signed_by, import_id = excluded.import_id, imported_at = excluded.imported_at`,
    [
      into.environment,
      into.importId,
      into.now,
      column(({ agentId }) => agentId),
      column(({ record }) => record.kind),
      column(({ record }) => record.key),
      column(({ record }) => record.digest),
      column(({ record }) => JSON.stringify(record.document)),
      column(({ record }) => JSON.stringify(record.fields)),
      column(({ record }) => record.signature.state),
      column(({ record }) => record.signature.signedBy),
    ],
  );
}
