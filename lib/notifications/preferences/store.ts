import { type SqlTx, sql } from "@/lib/db";
import type { MailMode } from "../terms";

export interface StoredPreference {
  mode: MailMode;
  quietFrom: number;
  quietTo: number;
  version: number;
  timeZone: string;
  email: string;
}

/** How a person wants mails; undefined when there is no such person. */
export async function findPreference(personId: string): Promise<StoredPreference | undefined> {
  const { rows } = await sql().query<StoredPreference>(
    `select coalesce(m.mode, 'immediate') as mode, coalesce(m.quiet_from, 0) as "quietFrom", coalesce(m.quiet_to, 0) as "quietTo",
       coalesce(m.version, 0) as version, p.time_zone as "timeZone", p.email
     from people p left join mail_preferences m on m.person_id = p.id where p.id = $1`,
    [personId],
  );
  return rows[0];
}

export interface Wish {
  personId: string;
  /** 0: the person had none stored. */
  version: number;
  mode: MailMode;
  quietFrom: number;
  quietTo: number;
}

/** Writes a person's wish over the version they saw; false when it is gone. */
export async function writePreference(
  tx: SqlTx,
  { personId, version, mode, quietFrom, quietTo }: Wish,
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `insert into mail_preferences (person_id, mode, quiet_from, quiet_to) values ($1, $3, $4, $5)
     on conflict (person_id) do update set mode = $3, quiet_from = $4, quiet_to = $5, version = mail_preferences.version + 1
       where mail_preferences.version = $2`,
    [personId, version, mode, quietFrom, quietTo],
  );
  return rowCount === 1;
}

/** Drops the mails that wait for somebody who wants none any more. */
export async function dropMailsOf(tx: SqlTx, personId: string): Promise<void> {
  await tx.query(
    `update deliveries set state = 'dropped', next_at = clock_timestamp()
     where person_id = $1 and channel = 'mail' and state in ('queued', 'retrying')`,
    [personId],
  );
}
