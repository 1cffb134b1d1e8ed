import type { Queryable } from "../store";
import type { CustodyStep } from "../views";

export interface LinkRecord {
  id: string;
  exportId: string;
  recipient: string;
  createdBy: string;
  createdAt: Date;
  expiresAt: Date;
  revokedAt: Date | null;
  opened: number;
  downloaded: number;
}

const COLUMNS = `l.id, l.export_id as "exportId", l.recipient, coalesce(p.name, l.created_by_id) as "createdBy", l.created_at as "createdAt",
  l.expires_at as "expiresAt", l.revoked_at as "revokedAt",
  (select count(*) from evidence_accesses a where a.export_id = l.export_id and a.link_id = l.id and a.what = 'opened')::int as opened,
  (select count(*) from evidence_accesses a where a.export_id = l.export_id and a.link_id = l.id and a.what = 'downloaded')::int as downloaded`;
const FROM = "from evidence_links l left join people p on p.id = l.created_by_id";

export async function linksOf(q: Queryable, exportId: string): Promise<LinkRecord[]> {
  const text = `select ${COLUMNS} ${FROM} where l.export_id = $1 order by l.id desc limit 200`;
  return (await q.query<LinkRecord>(text, [exportId])).rows;
}

export async function findLink(q: Queryable, id: string): Promise<LinkRecord | null> {
  return (await q.query<LinkRecord>(`select ${COLUMNS} ${FROM} where l.id = $1`, [id])).rows[0] ?? null;
}

export async function findLinkByHash(q: Queryable, hash: Buffer): Promise<LinkRecord | null> {
  return (await q.query<LinkRecord>(`select ${COLUMNS} ${FROM} where l.hash = $1`, [hash])).rows[0] ?? null;
}

export async function insertLink(
  tx: Queryable,
  link: {
    id: string;
    exportId: string;
    hash: Buffer;
    recipient: string;
    createdById: string;
    at: Date;
    expiresAt: Date;
  },
): Promise<void> {
  await tx.query(
    `insert into evidence_links (id, export_id, hash, recipient, created_by_id, created_at, expires_at) values ($1, $2, $3, $4, $5, $6, $7)`,
    [link.id, link.exportId, link.hash, link.recipient, link.createdById, link.at, link.expiresAt],
  );
}

/** @returns false when it was revoked already */
export async function revoke(tx: Queryable, id: string, at: Date): Promise<boolean> {
  const text = "update evidence_links set revoked_at = $2 where id = $1 and revoked_at is null";
  return (await tx.query(text, [id, at])).rowCount === 1;
}

export async function insertAccess(
  tx: Queryable,
  row: {
    id: string;
    exportId: string;
    linkId: string | null;
    personId: string | null;
    what: string;
    at: Date;
    eventId: string;
  },
): Promise<void> {
  await tx.query(
    "insert into evidence_accesses (id, export_id, link_id, person_id, what, at, event_id) values ($1, $2, $3, $4, $5, $6, $7)",
    [row.id, row.exportId, row.linkId, row.personId, row.what, row.at, row.eventId],
  );
}

// What the log says of an export is its chain of custody; whom a link was made for stands with the link.
const CUSTODY = `select e.at, substring(e.type from 10) as what, e.id as "eventId",
    coalesce(l.recipient, case when e.actor_kind = 'user' then coalesce(p.name, e.actor_id) else '' end) as who,
    l.id is not null and e.type in ('evidence.opened', 'evidence.downloaded') as "byLink"
  from audit_events e left join people p on p.id = e.actor_id
    left join evidence_links l on l.id = e.details->>'linkId' and e.type in ('evidence.opened', 'evidence.downloaded')
  where e.target_id = $1 and e.target_kind = 'evidence' order by e.at desc, e.id desc limit 500`;

/** Everything that the log says was done with an export, the newest first. */
export async function custodyOf(q: Queryable, exportId: string): Promise<CustodyStep[]> {
  return (await q.query<CustodyStep>(CUSTODY, [exportId])).rows;
}
