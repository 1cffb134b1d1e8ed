import { type SqlTx, sql } from "@/lib/db";
import type { ApprovalSettings } from "./views";

const COLUMNS = `cool_down_minutes as "coolDownMinutes", most_pending as "mostPending", canaries_per_week as "canariesPerWeek"`;

/** @param q whoever reads them inside a transaction gives it */
export async function approvalSettings(q: Pick<SqlTx, "query"> = sql()): Promise<ApprovalSettings> {
  return settingsOf(await q.query<ApprovalSettings>(`select ${COLUMNS} from approval_settings where id = 1`));
}

/** With the version that a change must name. `held`: nobody else changes them until the transaction ends. */
export async function versionedSettings(
  q: Pick<SqlTx, "query"> = sql(),
  { held = false } = {},
): Promise<ApprovalSettings & { version: number }> {
  const lock = held ? "for update" : "";
  const text = `select ${COLUMNS}, version from approval_settings where id = 1 ${lock}`;
  return settingsOf(await q.query<ApprovalSettings & { version: number }>(text));
}

function settingsOf<T>({ rows: [row] }: { rows: T[] }): T {
  if (!row) throw new Error("the settings of approvals are gone from the database");
  return row;
}

/** @returns whether the settings were still those of that version */
export async function updateSettings(tx: SqlTx, wanted: ApprovalSettings & { version: number }): Promise<boolean> {
  const { coolDownMinutes, mostPending, canariesPerWeek, version } = wanted;
  const { rowCount } = await tx.query(
    `update approval_settings set cool_down_minutes = $1, most_pending = $2, canaries_per_week = $3, version = version + 1
      where id = 1 and version = $4`,
    [coolDownMinutes, mostPending, canariesPerWeek, version],
  );
  return rowCount === 1;
}
