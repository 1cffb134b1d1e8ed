import type { SqlTx } from "@/lib/db";
import type { TestCase } from "./schema";
import type { VersionState } from "./terms";
import type { Findings } from "./views";

export interface StoredPolicy {
  id: string;
  name: string;
  description: string;
  published: number | null;
  createdById: string | null;
  createdAt: Date;
  version: number;
}

export interface StoredVersion {
  policyId: string;
  number: number;
  text: string;
  tests: TestCase[];
  note: string;
  state: VersionState;
  stateReason: string;
  authorId: string | null;
  writerIds: string[];
  createdAt: Date;
  proposedById: string | null;
  proposedAt: Date | null;
  publishedById: string | null;
  publishedAt: Date | null;
  findings: Findings;
  version: number;
}

export const POLICY_COLUMNS = `p.id, p.name, p.description, p.published, p.created_by_id as "createdById", p.created_at as "createdAt", p.version`;
export const VERSION_COLUMNS = `v.policy_id as "policyId", v.number, v.text, v.tests, v.note, v.state, v.state_reason as "stateReason",
  v.author_id as "authorId", v.writer_ids as "writerIds", v.created_at as "createdAt", v.proposed_by_id as "proposedById",
  v.proposed_at as "proposedAt", v.published_by_id as "publishedById", v.published_at as "publishedAt", v.findings, v.version`;

export type OpenVersion = StoredVersion & { state: "draft" | "proposed" };

export interface LockedPolicy {
  policy: StoredPolicy;
  open: OpenVersion | null;
  /** The highest number given so far. */
  last: number;
}

/** The policy held until commit, with its open version: everything that happens to one policy happens one after the other. */
export async function lockPolicy(tx: SqlTx, id: string): Promise<LockedPolicy | null> {
  const { rows } = await tx.query<StoredPolicy>(`select ${POLICY_COLUMNS} from policies p where p.id = $1 for update`, [
    id,
  ]);
  const [policy] = rows;
  if (!policy) return null;
  const open = await tx.query<OpenVersion>(
    `select ${VERSION_COLUMNS} from policy_versions v where v.policy_id = $1 and v.state in ('draft', 'proposed')`,
    [id],
  );
  const last = await tx.query<{ last: number | null }>(
    "select max(number) as last from policy_versions where policy_id = $1",
    [id],
  );
  return { policy, open: open.rows[0] ?? null, last: last.rows[0]?.last ?? 0 };
}

export async function loadVersion(tx: SqlTx, policyId: string, number: number): Promise<StoredVersion | null> {
  const { rows } = await tx.query<StoredVersion>(
    `select ${VERSION_COLUMNS} from policy_versions v where v.policy_id = $1 and v.number = $2`,
    [policyId, number],
  );
  return rows[0] ?? null;
}

/** @returns whether the name was free */
export async function insertPolicy(tx: SqlTx, policy: Omit<StoredPolicy, "version" | "published">): Promise<boolean> {
  const { id, name, description, createdById, createdAt } = policy;
  const { rowCount } = await tx.query(
    `insert into policies (id, name, description, created_by_id, created_at) values ($1, $2, $3, $4, $5)
     on conflict (name) do nothing`,
    [id, name, description, createdById, createdAt],
  );
  return rowCount === 1;
}

export type NewVersion = Pick<StoredVersion, "policyId" | "number" | "text" | "tests" | "createdAt"> &
  Partial<Pick<StoredVersion, "note" | "state" | "proposedById" | "proposedAt" | "findings">> & { authorId: string };

export async function insertVersion(tx: SqlTx, version: NewVersion): Promise<void> {
  const { policyId, number, text, tests, authorId, createdAt, note = "", state = "draft" } = version;
  await tx.query(
    `insert into policy_versions (policy_id, number, text, tests, note, state, author_id, writer_ids, created_at, proposed_by_id,
       proposed_at, findings) values ($1, $2, $3, $4, $5, $6, $7, array[$7], $8, $9, $10, $11)`,
    [
      policyId,
      number,
      text,
      JSON.stringify(tests),
      note,
      state,
      authorId,
      createdAt,
      version.proposedById ?? null,
      version.proposedAt ?? null,
      JSON.stringify(version.findings ?? {}),
    ],
  );
}

/** Writes a version over the one that was loaded; false after a lost race. */
export async function updateVersion(tx: SqlTx, given: StoredVersion): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update policy_versions set text = $4, tests = $5, note = $6, state = $7, state_reason = $8, writer_ids = $9,
       proposed_by_id = $10, proposed_at = $11, published_by_id = $12, published_at = $13, findings = $14, version = version + 1
     where policy_id = $1 and number = $2 and version = $3`,
    [
      given.policyId,
      given.number,
      given.version,
      given.text,
      JSON.stringify(given.tests),
      given.note,
      given.state,
      given.stateReason,
      given.writerIds,
      given.proposedById,
      given.proposedAt,
      given.publishedById,
      given.publishedAt,
      JSON.stringify(given.findings),
    ],
  );
  return rowCount === 1;
}

/** The version in force so far makes room for the next. */
export async function supersede(tx: SqlTx, policyId: string): Promise<void> {
  await tx.query(
    "update policy_versions set state = 'superseded', version = version + 1 where policy_id = $1 and state = 'published'",
    [policyId],
  );
}

/** Which version is in force from now on; null: none. False after a lost race. */
export async function setPublished(tx: SqlTx, policy: StoredPolicy, number: number | null): Promise<boolean> {
  const { rowCount } = await tx.query(
    "update policies set published = $3, version = version + 1 where id = $1 and version = $2",
    [policy.id, policy.version, number],
  );
  return rowCount === 1;
}

/**
 * Publications happen one after the other, each validated with the former in force. A lock of their own: the row of epochs is
 * also that of the kill switch, which waits for nobody.
 */
export async function lockPublishing(tx: SqlTx): Promise<void> {
  await tx.query("select pg_advisory_xact_lock(hashtext('countersign.policies'))");
}

/** Tells every decision point that policies changed, with the commit. */
export async function bumpPolicyEpoch(tx: SqlTx): Promise<void> {
  await tx.query("update decision_control set policy_epoch = policy_epoch + 1 where id = 1");
}

export interface InForce {
  policyId: string;
  name: string;
  number: number;
  text: string;
  publishedAt: Date;
}

/** Every version in force, in order of the policies' ids. */
export async function loadInForce(tx: SqlTx): Promise<InForce[]> {
  const { rows } = await tx.query<InForce>(IN_FORCE);
  return rows;
}

export const IN_FORCE = `select p.id as "policyId", p.name, v.number, v.text, v.published_at as "publishedAt" from policies p
  join policy_versions v on v.policy_id = p.id and v.state = 'published' and v.number = p.published order by p.id`;
