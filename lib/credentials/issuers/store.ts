import { type SqlTx, sql } from "@/lib/db";
import type { IssuerView } from "../views";

export interface StoredIssuer {
  id: string;
  name: string;
  issuer: string;
  audience: string;
  state: "active" | "ended";
  version: number;
}

/** The issuer, held until commit so that its patterns are compared one after the other. */
export async function lockIssuer(tx: SqlTx, id: string): Promise<StoredIssuer | null> {
  const { rows } = await tx.query<StoredIssuer>(
    "select id, name, issuer, audience, state, version from trusted_issuers where id = $1 for no key update",
    [id],
  );
  return rows[0] ?? null;
}

/** Where the keys of a trusted issuer are had; null when there is none of this id. */
export async function selectAddress(
  id: string,
): Promise<{ id: string; issuer: string; jwksUri: string; jwks: unknown } | null> {
  const { rows } = await sql().query<{ id: string; issuer: string; jwksUri: string; jwks: unknown }>(
    `select id, issuer, jwks_uri as "jwksUri", jwks from trusted_issuers where id = $1 and state = 'active'`,
    [id],
  );
  return rows[0] ?? null;
}

/** Subject patterns of this issuer that other credentials live by. */
export async function subjectsOf(tx: SqlTx, issuerId: string): Promise<{ instanceId: string; subject: string }[]> {
  const { rows } = await tx.query<{ instanceId: string; subject: string }>(
    `select instance_id as "instanceId", subject from credentials where issuer_id = $1 and state in ('active', 'overlap')`,
    [issuerId],
  );
  return rows;
}

export interface NewIssuer {
  id: string;
  name: string;
  issuer: string;
  audience: string;
  jwksUri: string;
  jwks: object | null;
  createdById: string;
  now: Date;
}

/** Writes the issuer, over one of the same address and audience that had ended. @returns its id; null when one is trusted already */
export async function writeIssuer(tx: SqlTx, row: NewIssuer): Promise<string | null> {
  const { rows } = await tx.query<{ id: string }>(
    `insert into trusted_issuers (id, name, issuer, audience, jwks_uri, jwks, state, created_by_id, created_at)
     values ($1, $2, $3, $4, $5, $6, 'active', $7, $8)
     on conflict (issuer, audience) do update set name = excluded.name, jwks_uri = excluded.jwks_uri, jwks = excluded.jwks,
       state = 'active', created_by_id = excluded.created_by_id, created_at = excluded.created_at, version = trusted_issuers.version + 1
       where trusted_issuers.state = 'ended'
     returning id`,
    [
      row.id,
      row.name,
      row.issuer,
      row.audience,
      row.jwksUri,
      row.jwks && JSON.stringify(row.jwks),
      row.createdById,
      row.now,
    ],
  );
  return rows[0]?.id ?? null;
}

/** @returns whether it still was as seen */
export async function closeIssuer(tx: SqlTx, seen: { id: string; version: number }): Promise<boolean> {
  const { rowCount } = await tx.query(
    "update trusted_issuers set state = 'ended', version = version + 1 where id = $1 and version = $2 and state = 'active'",
    [seen.id, seen.version],
  );
  return rowCount === 1;
}

/** All issuers, trusted ones first, with how many credentials live by each. */
export async function selectIssuers(): Promise<IssuerView[]> {
  const { rows } = await sql().query<Omit<IssuerView, "createdAt"> & { createdAt: Date }>(
    `select t.id, t.name, t.issuer, t.audience, t.jwks_uri as "jwksUri", t.jwks is not null as "keysByHand", t.state, t.version,
       t.created_at as "createdAt", p.name as "createdBy",
       (select count(*)::int from credentials c where c.issuer_id = t.id and c.state in ('active', 'overlap')) as credentials
     from trusted_issuers t left join people p on p.id = t.created_by_id
     order by t.state, lower(t.name), t.id limit 500`,
  );
  return rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() }));
}

/** Names of those that are trusted, for choosing one. */
export async function selectChoices(): Promise<{ id: string; name: string; issuer: string }[]> {
  const { rows } = await sql().query<{ id: string; name: string; issuer: string }>(
    "select id, name, issuer from trusted_issuers where state = 'active' order by lower(name), id limit 500",
  );
  return rows;
}
