import { VOCABULARY } from "@/lib/audit";
import type { SqlTx } from "@/lib/db";
import { countFieldsOf, destroyKey, eraseReadable, eraseRows } from "./store";

const PERSONAL_FIELDS = Object.entries(VOCABULARY).flatMap(([type, { personal }]) =>
  personal.map((field: string) => ({ type, field })),
);

/**
 * Erases what is known of a person, within the caller's transaction and under its lock: the key that their fields in the log are
 * sealed under, what stands readable about them there, and their own rows. @returns how many fields of the log
 */
export async function erase(tx: SqlTx, personId: string, at: Date): Promise<number> {
  const { sealed } = await countFieldsOf(tx, personId);
  await destroyKey(tx, personId, at);
  const readable = await eraseReadable(tx, personId, PERSONAL_FIELDS);
  await eraseRows(tx, personId, at);
  return sealed + readable;
}
