import type { SqlTx } from "@/lib/db";
import type { Channel, Kind, MailMode } from "./terms";

export interface DeliveryRow {
  id: string;
  channel: Channel;
  kind: Kind;
  personId: string | null;
  endpointId: string | null;
  targetId: string | null;
  content: object;
  /** Null: at once, by the database's clock. */
  notBefore: Date | null;
  onceKey: string | null;
}

/** Adds messages in one statement; one whose key is known is left out. @returns how many are new */
export async function insertDeliveries(tx: SqlTx, rows: readonly DeliveryRow[]): Promise<number> {
  const { rowCount } = await tx.query(
    `insert into deliveries (id, channel, kind, person_id, endpoint_id, target_id, content, next_at, once_key)
     select r.id, r.channel, r.kind, r."personId", r."endpointId", r."targetId", r.content,
       coalesce(r."notBefore", clock_timestamp()), r."onceKey"
     from json_to_recordset($1) as r (id text, channel text, kind text, "personId" text, "endpointId" text, "targetId" text,
       content jsonb, "notBefore" timestamptz, "onceKey" text)
     on conflict (once_key) do nothing`,
    [JSON.stringify(rows)],
  );
  return rowCount ?? 0;
}

export interface Recipient {
  personId: string;
  mode: MailMode;
  quietFrom: number;
  quietTo: number;
  timeZone: string;
}

/** The active ones of these people, with how they want mails; nothing stored: at once, without quiet hours. */
export async function findRecipients(tx: SqlTx, personIds: readonly string[]): Promise<Recipient[]> {
  const { rows } = await tx.query<Recipient>(
    `select p.id as "personId", coalesce(m.mode, 'immediate') as mode, coalesce(m.quiet_from, 0) as "quietFrom",
       coalesce(m.quiet_to, 0) as "quietTo", p.time_zone as "timeZone"
     from people p left join mail_preferences m on m.person_id = p.id where p.id = any ($1) and p.status = 'active'`,
    [personIds],
  );
  return rows;
}

/** The endpoints of the organisation that take messages of this kind. */
export async function findListeners(tx: SqlTx, kind: string): Promise<string[]> {
  const { rows } = await tx.query<{ id: string }>(
    `select id from webhook_endpoints where agent_id is null and state in ('active', 'failing')
       and (kinds = '{}' or $1 = any (kinds))`,
    [kind],
  );
  return rows.map(({ id }) => id);
}
